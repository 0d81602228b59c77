use waarborg::pseudonym::*;

use super::code;

/// The salt of the number service's test environment, from its published client.
const SALT: [u8; 16] =
    [0xae, 0x4b, 0x58, 0x9a, 0x5d, 0x0c, 0x22, 0x9f, 0x53, 0x0b, 0xdb, 0xba, 0x37, 0x2e, 0xae, 0xab];

fn of(number: &str, cost: HpgnCost) -> String {
    Hpgn::of(number, &HpgnSalt::from_bytes(&SALT).unwrap(), cost).unwrap().to_string()
}

#[test]
fn the_published_vectors_come_out() {
    for (number, expected) in [
        ("063138219", "9735dfd2235eaeb5f0300886bcc99c82ffc1d6420c4e0bde8de7218def2135fa"),
        ("20DP teacher@school.com", "0b870ff044775ef0360655c40d5b284b7e3ae2b72207a6894794d787eb019e60"),
        ("INPUT", "1aa37216aeaae8b2daccb4565a757c0e7d29695faa006123cea118b49412a412"),
        ("input", "1aa37216aeaae8b2daccb4565a757c0e7d29695faa006123cea118b49412a412"),
    ] {
        assert_eq!(of(number, HpgnCost::Current), expected, "{number}");
    }
    let old = "95237cd20963e630034620324550809a3df98bbe0774a36c356bf5dbc8a65e7b";
    assert_eq!(of("063138219", HpgnCost::Until2016), old);
}

#[test]
fn nothing_is_left_out_or_put_in_front() {
    let cost = HpgnCost::Until2016;
    let whole = of("063138219", cost);
    for other in ["63138219", " 063138219", "063138219 ", "0631.38.219"] {
        assert_ne!(of(other, cost), whole, "{other}");
    }
    assert_eq!(of("20dp TEACHER@school.com", cost), of("20DP teacher@SCHOOL.com", cost));
}

#[test]
fn what_is_none_is_refused() {
    let salt = HpgnSalt::from_bytes(&SALT).unwrap();
    for number in ["", "1", "  1  ", "\t\n"] {
        assert_eq!(code(Hpgn::of(number, &salt, HpgnCost::Until2016)), "hpgn-missing", "{number:?}");
    }
    for number in ["20DP REN\u{c9}@school.nl", "\u{130}NFO@x.nl"] {
        assert_eq!(code(Hpgn::of(number, &salt, HpgnCost::Until2016)), "hpgn-case");
    }
    assert_eq!(code(HpgnSalt::from_bytes(&[1; 15])), "salt-length");
    let good = "9735dfd2235eaeb5f0300886bcc99c82ffc1d6420c4e0bde8de7218def2135fa";
    assert_eq!(good.parse::<Hpgn>().unwrap().to_string(), good);
    for text in [
        "",
        &good[1..],
        &good.to_uppercase(),
        &good.replace('9', "g"),
        &format!("{good}0"),
        &format!("{good}00"),
    ] {
        assert_eq!(code(text.parse::<Hpgn>()), "hpgn-malformed", "{text}");
    }
    assert!(!format!("{:?}", good.parse::<Hpgn>().unwrap()).contains("9735"));
}
