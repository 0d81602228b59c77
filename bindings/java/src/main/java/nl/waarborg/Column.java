package nl.waarborg;

import java.util.Collection;

/** Texts one after another, and where each begins: as the ABI takes many. */
final class Column {
    final byte[] bytes;
    final int[] offsets;

    private Column(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    static Column of(Collection<String> texts) {
        byte[][] each = new byte[texts.size()][];
        int[] offsets = new int[each.length + 1];
        int i = 0;
        for (String text : texts) {
            each[i] = Frame.utf8(text);
            offsets[i + 1] = Math.addExact(offsets[i], each[i].length);
            i++;
        }
        byte[] bytes = new byte[offsets[each.length]];
        for (int row = 0; row < each.length; row++) {
            System.arraycopy(each[row], 0, bytes, offsets[row], each[row].length);
        }
        return new Column(bytes, offsets);
    }
}
