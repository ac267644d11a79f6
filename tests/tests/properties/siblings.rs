//! Adding a construct changes no logical id of the constructs that were there before.

use std::collections::BTreeMap;

use constructs::prelude::*;
use constructs::{GenericResource, NodeId};
use proptest::prelude::*;

type Path = Vec<&'static str>;

const IDS: [&str; 9] =
    ["Default", "Resource", "Api", "ApiTask", "Task", "Role", "my-queue", "a/b", "é"];

/// The logical id of each path, or nothing where two of them collide.
fn logical_ids(paths: &[Path]) -> Option<BTreeMap<String, String>> {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let mut known: BTreeMap<Path, NodeId> = BTreeMap::from([(Vec::new(), stack.id())]);
    for path in paths {
        add(&app, &mut known, path);
    }
    let assembly = app.synth().ok()?;
    let template: serde_json::Value =
        serde_json::from_str(assembly.stack("stack")?.template()).ok()?;
    let resources = template["Resources"].as_object()?;
    let path =
        |resource: &serde_json::Value| resource["Properties"]["Path"].as_str().map(str::to_owned);
    resources.iter().map(|(id, resource)| Some((path(resource)?, id.clone()))).collect()
}

fn add(app: &App, known: &mut BTreeMap<Path, NodeId>, path: &Path) {
    if known.contains_key(path) {
        return;
    }
    for length in 1..path.len() {
        let (above, id) = (path[..length - 1].to_vec(), path[length - 1]);
        let above = known[&above];
        known.entry(path[..length].to_vec()).or_insert_with(|| app.scope_at(above).scope(id).id());
    }
    let (id, above) = path.split_last().expect("a path has a component");
    let resource = GenericResource::new("Custom::Part").raw("Path", path.join(" "));
    known.insert(path.clone(), app.scope_at(known[above]).add(id, resource).into());
}

fn path() -> impl Strategy<Value = Path> {
    prop::collection::vec(prop::sample::select(&IDS[..]), 1..5)
}

proptest! {
    #[test]
    fn a_sibling_changes_no_other_id(
        paths in prop::collection::vec(path(), 1..8),
        scope in path(),
        at in any::<prop::sample::Index>(),
        sibling in prop::sample::select(&["Extra", "Aardvark", "zz", "9"][..]),
    ) {
        let Some(before) = logical_ids(&paths) else { return Ok(()) };
        let mut more = paths.clone();
        let extra: Path = scope.into_iter().skip(1).chain([sibling]).collect();
        let at = at.index(paths.len() + 1);
        // A scope that a later path makes a resource would be taken by the newcomer.
        prop_assume!(!paths[at..].iter().any(|path| extra.starts_with(path)));
        more.insert(at, extra.clone());
        let mut after = logical_ids(&more).expect("the new id is unlike all others");
        after.remove(&extra.join(" "));
        prop_assert_eq!(before, after);
    }
}
