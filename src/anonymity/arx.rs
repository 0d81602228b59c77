//! Requirements as ARX would be told them: where a table fails, ARX looks for a generalisation that passes.

use core::fmt::Write;

use super::{Distance, Requirements, Sensitive};

impl Requirements {
    /// The requirements as Java statements for [ARX](https://arx.deidentifier.org), on a `Data data` and an
    /// `ARXConfiguration config`.
    ///
    /// This library checks and does not search. A search needs a hierarchy of values per column, which you give to ARX
    /// (`setAttributeType(column, hierarchy)`), and which decides what the result is worth. Export the result, with its `*`
    /// as [`Column::missing_as`](super::Column::missing_as), and check it here.
    ///
    /// What ARX has no model for (alpha) or needs more for (a population is a `DataSubset` there), is written as a comment,
    /// so that nobody takes its silence for agreement.
    pub fn to_arx(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            // Writing to a text cannot fail.
            let _ = writeln!(out, "{text}");
        };
        let quasi = self.quasi_identifiers.iter().map(|column| (column, "QUASI_IDENTIFYING"));
        let sensitive = self.sensitive.iter().map(|of| (&of.column, "SENSITIVE"));
        let insensitive = self.insensitive.iter().map(|column| (column, "INSENSITIVE"));
        if let Some(person) = &self.person {
            line("// person: ARX counts rows, and not persons. Check its result here.".to_owned());
            let column = quoted(person.as_str());
            line(format!(
                "data.getDefinition().setAttributeType({column}, AttributeType.INSENSITIVE_ATTRIBUTE);"
            ));
        }
        for (column, role) in quasi.chain(sensitive).chain(insensitive) {
            let column = quoted(column.as_str());
            line(format!("data.getDefinition().setAttributeType({column}, AttributeType.{role}_ATTRIBUTE);"));
        }
        line(format!("config.addPrivacyModel(new KAnonymity({}));", self.k));
        for of in &self.sensitive {
            models(of).into_iter().for_each(&mut line);
        }
        if let Some(population) = &self.population {
            if let Some(k) = population.k_map {
                line(format!("// population: config.addPrivacyModel(new KMap({k}, subset));"));
            }
            if let Some(presence) = &population.presence {
                let (least, most) = (presence.at_least.get(), presence.at_most.get());
                line(format!(
                    "// population: config.addPrivacyModel(new DPresence({least:?}, {most:?}, subset));"
                ));
            }
        }
        let limit = self.withhold_at_most.map_or(0.0, super::Number::get);
        line(format!("config.setSuppressionLimit({limit:?});"));
        out
    }
}

fn models(of: &Sensitive) -> Vec<String> {
    let column = quoted(of.column.as_str());
    let model =
        |name: &str, number: f64| format!("config.addPrivacyModel(new {name}({column}, {number:?}));");
    let number = |name: &str, number: Option<super::Number>| number.map(|number| model(name, number.get()));
    let distance = |distance| match distance {
        Distance::Equal => "EqualDistanceTCloseness",
        Distance::Ordered => "OrderedDistanceTCloseness",
    };
    [
        of.alpha.map(|alpha| format!("// alpha {:?} for {column}: ARX has no such model", alpha.get())),
        of.distinct_l.map(|l| format!("config.addPrivacyModel(new DistinctLDiversity({column}, {l}));")),
        number("EntropyLDiversity", of.entropy_l),
        of.recursive.as_ref().map(|recursive| {
            let (c, l) = (recursive.c.get(), recursive.l);
            format!("config.addPrivacyModel(new RecursiveCLDiversity({column}, {c:?}, {l}));")
        }),
        of.t.as_ref().map(|t| model(distance(t.distance), t.at_most.get())),
        number("BasicBLikeness", of.beta),
        number("EnhancedBLikeness", of.enhanced_beta),
        number("DDisclosurePrivacy", of.delta),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A Java string literal. A label holds no control characters.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            }),
        }
    }
    out.push('"');
    out
}
