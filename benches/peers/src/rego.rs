//! Rego, run by regorus: the rules as a table in the data, and as one rule for each policy; compiled for regorus' virtual
//! machine, and interpreted. Input and data are built before.

use std::hint::black_box;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine as Interpreter, Value};

use crate::engine::{Answer, Engine};
use crate::rules::{self, World};

const ENTRY: &str = "data.peers.allow";
/// The consent that a rule needs which needs none: everyone has given it.
const NO_CONSENT: &str = "none";

/// The table gives the consent that is needed; the person's facts are part of the input. The fastest of six ways to write
/// it, each also with the facts in the data: slower were two bodies, two tables, `else`, a function and a local variable.
const TABLE: &str = r#"package peers

default allow := false

allow if {
    input.now < input.person.until
    input.person.given[data.table[input.purpose][input.category][input.role]]
    not input.person.withdrawn[input.purpose]
}
"#;

/// Run by the virtual machine.
pub struct Compiled {
    name: &'static str,
    machine: RegoVM,
    inputs: Vec<Value>,
}

/// Run by the interpreter.
pub struct Interpreted {
    interpreter: Interpreter,
    inputs: Vec<Value>,
}

impl Compiled {
    pub fn table(world: &World) -> Compiled {
        Compiled::of("regorus, virtual machine, one rule on a table", world, TABLE)
    }

    pub fn rules(world: &World) -> Compiled {
        Compiled::of("regorus, virtual machine, one rule per policy", world, &one_rule_each(world))
    }

    fn of(name: &'static str, world: &World, policy: &str) -> Compiled {
        let policy = interpreter(world, policy).compile_with_entrypoint(&ENTRY.into()).expect("it compiles");
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &[ENTRY]).expect("it compiles"));
        machine.set_data(data(world)).expect("data beside the rules");
        Compiled { name, machine, inputs: inputs(world) }
    }
}

impl Engine for Compiled {
    fn name(&self) -> &'static str {
        self.name
    }

    fn decide(&mut self, request: usize) -> Answer {
        self.machine.set_input(black_box(&self.inputs[request]).clone());
        match self.machine.execute() {
            Ok(value) => answer(&value),
            Err(error) => Answer::failed(error),
        }
    }
}

impl Interpreted {
    pub fn table(world: &World) -> Interpreted {
        Interpreted { interpreter: interpreter(world, TABLE), inputs: inputs(world) }
    }
}

impl Engine for Interpreted {
    fn name(&self) -> &'static str {
        "regorus, interpreter, one rule on a table"
    }

    fn decide(&mut self, request: usize) -> Answer {
        self.interpreter.set_input(black_box(&self.inputs[request]).clone());
        match self.interpreter.eval_rule(ENTRY.to_owned()) {
            Ok(value) => answer(&value),
            Err(error) => Answer::failed(error),
        }
    }
}

fn answer(value: &Value) -> Answer {
    match value.as_bool() {
        Ok(allowed) => Answer::of(*allowed),
        Err(error) => Answer::failed(error),
    }
}

fn interpreter(world: &World, policy: &str) -> Interpreter {
    let mut interpreter = Interpreter::new();
    interpreter.add_data(data(world)).expect("the data are an object");
    interpreter.add_policy("peers.rego".to_owned(), policy.to_owned()).expect("the policy is Rego");
    interpreter
}

/// The purpose is compared first: it tells most rules apart.
fn one_rule_each(world: &World) -> String {
    let mut text =
        "package peers\n\ndefault allow := false\n\nallow if {\n    permitted\n    not forbidden\n}\n"
            .to_owned();
    for rule in &world.rules {
        let (purpose, category) = (rules::purpose(rule.purpose), rules::category(rule.category));
        let role = rules::role(rule.role);
        let consent = match world.needs_consent(rule.purpose) {
            true => format!("    input.person.given[\"{purpose}\"]\n"),
            false => String::new(),
        };
        text += &format!(
            "\npermitted if {{\n    input.purpose == \"{purpose}\"\n    input.role == \"{role}\"\n    \
             input.category == \"{category}\"\n    input.now < input.person.until\n{consent}}}\n"
        );
    }
    for category in (0..world.categories).map(rules::category) {
        text += &format!(
            "\nforbidden if {{\n    input.category == \"{category}\"\n    \
             input.person.withdrawn[input.purpose]\n}}\n"
        );
    }
    text
}

/// Purpose, category and role, to the consent that is needed.
fn data(world: &World) -> Value {
    let of = |purpose| {
        let granted = || world.rules.iter().filter(move |rule| rule.purpose == purpose);
        let mut categories: Vec<usize> = granted().map(|rule| rule.category).collect();
        categories.dedup();
        let consent = match world.needs_consent(purpose) {
            true => Value::from(rules::purpose(purpose)),
            false => Value::from(NO_CONSENT),
        };
        object(categories.into_iter().map(|category| {
            let roles = granted().filter(|rule| rule.category == category);
            (rules::category(category), object(roles.map(|rule| (rules::role(rule.role), consent.clone()))))
        }))
    };
    let table = object((0..world.purposes).map(|purpose| (rules::purpose(purpose), of(purpose))));
    packed(object([("table".to_owned(), table)]))
}

/// The persons' facts are shared by the inputs that are about them.
fn inputs(world: &World) -> Vec<Value> {
    let persons: Vec<Value> = world.persons.iter().map(person).collect();
    let input = |request: &rules::Request| {
        let fields = [
            ("now", Value::from(request.now)),
            ("role", Value::from(rules::role(request.rule.role))),
            ("purpose", Value::from(rules::purpose(request.rule.purpose))),
            ("category", Value::from(rules::category(request.rule.category))),
        ];
        let mut input = packed(object(fields.map(|(name, value)| (name.to_owned(), value))));
        let fields = input.as_object_mut().expect("an object");
        fields.insert(Value::from("person"), persons[request.person].clone());
        input
    };
    world.requests.iter().map(input).collect()
}

fn person(person: &rules::Person) -> Value {
    let set = |of: &[bool]| (0..of.len()).filter(|p| of[*p]).map(rules::purpose).collect::<Vec<_>>();
    let marked = |names: Vec<String>| object(names.into_iter().map(|name| (name, Value::from(true))));
    let mut given = set(&person.given);
    given.push(NO_CONSENT.to_owned());
    packed(object([
        ("until".to_owned(), Value::from(person.until)),
        ("given".to_owned(), marked(given)),
        ("withdrawn".to_owned(), marked(set(&person.withdrawn))),
    ]))
}

fn object(fields: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut object = Value::new_object();
    let inner = object.as_object_mut().expect("an object");
    for (name, value) in fields {
        inner.insert(Value::from(name), value);
    }
    object
}

/// The same value as regorus keeps what it has read from JSON, which is the faster form to look things up in.
fn packed(value: Value) -> Value {
    let json = value.to_json_str().expect("it can be written");
    Value::from_json_str(&json).expect("it was written as JSON")
}
