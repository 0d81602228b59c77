package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object of an answer, from which typed fields are read. What is not there, or null, is empty. */
final class Doc {
    private final Map<String, Object> fields;

    private Doc(Map<String, Object> fields) {
        this.fields = fields;
    }

    static Doc of(String json) {
        return of(Json.read(json));
    }

    @SuppressWarnings("unchecked")
    private static Doc of(Object value) {
        return new Doc((Map<String, Object>) value);
    }

    static List<String> texts(Object list) {
        List<String> texts = new ArrayList<>();
        for (Object one : (List<?>) list) {
            texts.add((String) one);
        }
        return List.copyOf(texts);
    }

    private Optional<Object> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    Optional<String> maybeText(String name) {
        return get(name).map(String.class::cast);
    }

    String text(String name) {
        return maybeText(name).orElse("");
    }

    Optional<Instant> instant(String name) {
        return maybeText(name).map(Instant::parse);
    }

    Optional<LocalDate> day(String name) {
        return maybeText(name).map(LocalDate::parse);
    }

    Optional<Moment> moment(String name) {
        return maybeText(name).map(Moment::parse);
    }

    Optional<Long> maybeNumber(String name) {
        return get(name).map(Long.class::cast);
    }

    long number(String name) {
        return maybeNumber(name).orElse(0L);
    }

    boolean yes(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    List<String> texts(String name) {
        return get(name).map(Doc::texts).orElse(List.of());
    }

    /** A word of a closed list. */
    <T extends Enum<T> & Word> T word(String name, Class<T> list) {
        return Words.read(list, text(name));
    }

    <T extends Enum<T> & Word> Optional<T> maybeWord(String name, Class<T> list) {
        return maybeText(name).map(word -> Words.read(list, word));
    }

    /** Words of a closed list, by name. */
    <T extends Enum<T> & Word> Map<String, T> words(String name, Class<T> list) {
        Map<String, T> words = new LinkedHashMap<>();
        get(name).ifPresent(of -> ((Map<?, ?>) of).forEach(
            (key, value) -> words.put((String) key, Words.read(list, (String) value))));
        return Collections.unmodifiableMap(words);
    }

    Optional<Doc> doc(String name) {
        return get(name).map(Doc::of);
    }

    <T> List<T> list(String name, Function<Doc, T> read) {
        List<T> list = new ArrayList<>();
        for (Object one : get(name).map(of -> (List<?>) of).orElse(List.of())) {
            list.add(read.apply(of(one)));
        }
        return List.copyOf(list);
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (Object one : get(name).map(of -> (List<?>) of).orElse(List.of())) {
            numbers.add((Long) one);
        }
        return List.copyOf(numbers);
    }
}
