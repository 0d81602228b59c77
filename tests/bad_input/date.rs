//! Days, times, periods, zones and heads as texts and numbers.

use super::*;

#[test]
fn a_moment_in_the_wrong_unit_is_refused() {
    let now = 1_790_000_000_000_000;
    assert!(Time::now(now).is_ok());
    for (micros, help) in [
        (now / 1_000_000, "seconds"),
        (now / 1_000, "milliseconds"),
        (now * 1_000, "microseconds"),
        (0, "microseconds"),
        (-now, "microseconds"),
        (i64::MAX, "microseconds"),
        (i64::MIN, "microseconds"),
    ] {
        let error = Time::now(micros).unwrap_err();
        assert_eq!(error.code(), "now-out-of-range");
        assert!(error.diagnostics()[0].help().is_some_and(|text| text.contains(help)), "{micros}");
    }
}

#[test]
fn days_times_periods_zones_and_heads_are_read_strictly() {
    for text in [
        "",
        "2026-02-30",
        "2026-2-3",
        "20260203",
        "1899-12-31",
        "2400-01-01",
        "2026-02-03T",
        "２026-01-01",
        "2026-01-0é",
    ] {
        assert_eq!(code(text.parse::<Day>(), |error| error.code()), "not-a-day", "{text}");
        assert_eq!(code(text.parse::<Moment>(), |error| error.code()), "not-a-moment", "{text}");
        assert_eq!(code(text.parse::<Time>(), |error| error.code()), "not-a-time", "{text}");
    }
    for text in [
        "2026-01-01T00:00:00",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.1234567Z",
        "-infinity",
        "1769000000000",
    ] {
        assert_eq!(code(text.parse::<Time>(), |error| error.code()), "not-a-time", "{text}");
    }
    for text in [
        "",
        "P",
        "PT",
        "P1.5Y",
        "-P1Y",
        "P1DT12H",
        "P1Y1W",
        "P1D1M",
        "P10000Y",
        "PT1S",
        "P1Y ",
        "P99999999999999999999Y",
    ] {
        assert_eq!(code(text.parse::<Period>(), |error| error.code()), "not-a-period", "{text}");
    }
    for text in ["", "07-31", "--7-31", "--02-30", "--13-01", "--07-31-"] {
        assert_eq!(code(text.parse::<YearEnd>(), |error| error.code()), "not-a-year-end", "{text}");
    }
    for text in ["", "Amsterdam", "Europe/Amsterdam\0", "CET1", "/Europe/Amsterdam"] {
        assert_eq!(code(Zone::named(text), |error| error.code()), "unknown-zone", "{text}");
    }
    let head = five().1.head();
    assert_eq!(head.to_string().parse(), Ok(head));
    for text in [
        "".to_owned(),
        "0".repeat(63),
        "0".repeat(65),
        "+0".repeat(32),
        "é".repeat(32),
        format!("{}g", "0".repeat(63)),
        format!(" {}", "0".repeat(63)),
    ] {
        assert_eq!(code(text.parse::<Head>(), |error| error.code()), "not-a-head", "{text}");
    }
}
