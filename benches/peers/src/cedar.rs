//! Cedar: a policy for each rule, and one for each category that forbids what was withdrawn.

use std::fmt::Write;
use std::hint::black_box;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression,
};

use crate::engine::{Answer, Engine};
use crate::rules::{self, World};

/// How the table names the one that all are measured against.
pub const PREBUILT: &str = "Cedar, request and entities prebuilt";

/// How the rules are said in Cedar.
#[derive(Clone, Copy, PartialEq)]
pub enum Identifiability {
    /// Role, purpose and category are the principal, the action and the resource themselves, each compared with `==`;
    /// the person is an entity in the context. The least that Cedar has to do.
    Direct,
    /// As Cedar's guide has it: the principal is a user in a role, the resource an item in a category that belongs to a
    /// person.
    Groups,
}

/// Decides with request and entities built before.
pub struct Prebuilt {
    name: &'static str,
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

/// Builds the request, and the entities it needs, for every question.
pub struct Built<'w> {
    world: &'w World,
    types: Types,
    authorizer: Authorizer,
    policies: PolicySet,
}

/// The names of the types of entities, read once.
struct Types {
    role: EntityTypeName,
    user: EntityTypeName,
    action: EntityTypeName,
    category: EntityTypeName,
    item: EntityTypeName,
    person: EntityTypeName,
}

impl Prebuilt {
    pub fn new(world: &World, identifiability: Identifiability) -> Prebuilt {
        let types = Types::new();
        Prebuilt {
            name: match identifiability {
                Identifiability::Direct => PREBUILT,
                Identifiability::Groups => "Cedar, the same, users in roles and items in categories",
            },
            authorizer: Authorizer::new(),
            policies: policies(world, identifiability),
            entities: types.entities(world, identifiability),
            requests: (0..world.requests.len()).map(|index| types.request(world, index, identifiability)).collect(),
        }
    }
}

impl Engine for Prebuilt {
    fn name(&self) -> &'static str {
        self.name
    }

    fn decide(&mut self, request: usize) -> Answer {
        verdict(
            &self.authorizer,
            black_box(&self.requests[request]),
            &self.policies,
            black_box(&self.entities),
        )
    }
}

impl<'w> Built<'w> {
    pub fn new(world: &'w World) -> Built<'w> {
        Built {
            world,
            types: Types::new(),
            authorizer: Authorizer::new(),
            policies: policies(world, Identifiability::Direct),
        }
    }
}

impl Engine for Built<'_> {
    fn name(&self) -> &'static str {
        "Cedar, request and entities built per call"
    }

    fn decide(&mut self, request: usize) -> Answer {
        let person = self.types.person(self.world, self.world.requests[request].person);
        let entities = Entities::from_entities([person], None).expect("one entity fits with itself");
        let request = self.types.request(self.world, request, Identifiability::Direct);
        verdict(&self.authorizer, black_box(&request), &self.policies, black_box(&entities))
    }
}

/// Cedar skips a policy that cannot be evaluated; here that is a failure.
fn verdict(authorizer: &Authorizer, request: &Request, policies: &PolicySet, entities: &Entities) -> Answer {
    let response = authorizer.is_authorized(request, policies, entities);
    match response.diagnostics().errors().next() {
        Some(error) => Answer::failed(error),
        None => Answer::of(response.decision() == Decision::Allow),
    }
}

fn policies(world: &World, identifiability: Identifiability) -> PolicySet {
    let mut text = String::new();
    let person = match identifiability {
        Identifiability::Direct => "context.person",
        Identifiability::Groups => "resource.person",
    };
    let is = match identifiability {
        Identifiability::Direct => "==",
        Identifiability::Groups => "in",
    };
    for rule in &world.rules {
        let (role, purpose) = (rules::role(rule.role), rules::purpose(rule.purpose));
        let category = rules::category(rule.category);
        let consent = match world.needs_consent(rule.purpose) {
            true => format!(" && {person}.given.contains(action)"),
            false => String::new(),
        };
        writeln!(
            text,
            r#"permit(principal {is} Role::"{role}", action == Action::"{purpose}", resource {is} Category::"{category}")
               when {{ context.now < {person}.until{consent} }};"#
        )
        .expect("a string takes all");
    }
    for category in (0..world.categories).map(rules::category) {
        writeln!(
            text,
            r#"forbid(principal, action, resource {is} Category::"{category}")
               when {{ {person}.withdrawn.contains(action) }};"#
        )
        .expect("a string takes all");
    }
    let policies: PolicySet = text.parse().expect("the policies are Cedar");
    assert_eq!(policies.policies().count(), world.policies);
    policies
}

impl Types {
    fn new() -> Types {
        let named = |name: &str| name.parse().expect("the name of a type");
        Types {
            role: named("Role"),
            user: named("User"),
            action: named("Action"),
            category: named("Category"),
            item: named("Item"),
            person: named("Person"),
        }
    }

    fn request(&self, world: &World, index: usize, identifiability: Identifiability) -> Request {
        let request = &world.requests[index];
        let rule = &request.rule;
        let mut context = vec![("now".to_owned(), RestrictedExpression::new_long(request.now))];
        let (principal, resource) = match identifiability {
            Identifiability::Direct => {
                let person = uid(&self.person, rules::person(request.person));
                context.push(("person".to_owned(), RestrictedExpression::new_entity_uid(person)));
                (uid(&self.role, rules::role(rule.role)), uid(&self.category, rules::category(rule.category)))
            }
            Identifiability::Groups => (
                uid(&self.user, rules::role(rule.role)),
                uid(&self.item, item(request.person, rule.category)),
            ),
        };
        let action = uid(&self.action, rules::purpose(rule.purpose));
        let context = Context::from_pairs(context).expect("a context");
        Request::new(principal, action, resource, context, None).expect("a request")
    }

    fn entities(&self, world: &World, identifiability: Identifiability) -> Entities {
        let mut entities: Vec<Entity> =
            (0..world.persons.len()).map(|index| self.person(world, index)).collect();
        if identifiability == Identifiability::Groups {
            for name in (0..world.roles).map(rules::role) {
                let role = [uid(&self.role, name.clone())].into();
                entities.push(Entity::new_no_attrs(uid(&self.user, name), role));
            }
            for (person, category) in
                (0..world.persons.len()).flat_map(|person| (0..world.categories).map(move |c| (person, c)))
            {
                let owner = uid(&self.person, rules::person(person));
                let attributes = [("person".to_owned(), RestrictedExpression::new_entity_uid(owner))];
                let group = [uid(&self.category, rules::category(category))];
                let of = uid(&self.item, item(person, category));
                entities.push(Entity::new(of, attributes.into(), group.into()).expect("an entity"));
            }
        }
        Entities::from_entities(entities, None).expect("the entities fit together")
    }

    fn person(&self, world: &World, index: usize) -> Entity {
        let person = &world.persons[index];
        let set = |of: &[bool]| {
            let of = (0..of.len()).filter(|purpose| of[*purpose]);
            let named =
                |purpose| RestrictedExpression::new_entity_uid(uid(&self.action, rules::purpose(purpose)));
            RestrictedExpression::new_set(of.map(named))
        };
        let attributes = [
            ("until".to_owned(), RestrictedExpression::new_long(person.until)),
            ("given".to_owned(), set(&person.given)),
            ("withdrawn".to_owned(), set(&person.withdrawn)),
        ];
        let of = uid(&self.person, rules::person(index));
        Entity::new(of, attributes.into(), [].into()).expect("an entity")
    }
}

fn uid(of: &EntityTypeName, id: String) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

fn item(person: usize, category: usize) -> String {
    format!("{}/{}", rules::person(person), rules::category(category))
}
