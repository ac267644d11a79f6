//! Reads, from cfn-lint's data, the dates of Lambda's runtimes, the regions that lack a resource type, and the types of services that
//! AWS retires.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::error::{Context, Error};
use crate::files;
use crate::json;
use crate::model::lifecycle::{Lifecycle, Retirement, Runtime};

/// The region whose list cfn-lint copies for regions without a public list of their own.
const COPIED: &str = "us-east-1";

/// Reads the facts. `schemas` is cfn-lint's folder of schemas.
pub(crate) fn read(schemas: &Path) -> Result<Lifecycle, Error> {
    let types_by_region = read_regions(&schemas.join("providers"))?;
    let mut facts = Lifecycle {
        header: Vec::new(),
        runtimes: read_runtimes(&schemas.join("../AdditionalSpecs/LmbdRuntimeLifecycle.json"))?,
        retired: read_retirements(schemas, &types_by_region)?,
        regions: types_by_region.keys().cloned().collect(),
        lacking: BTreeMap::new(),
    };
    let all: BTreeSet<&String> = types_by_region.values().flat_map(BTreeMap::keys).collect();
    for name in all {
        let lacks = types_by_region.iter().filter(|(_, types)| !types.contains_key(name));
        let lacks: BTreeSet<String> = lacks.map(|(region, _)| region.clone()).collect();
        if !lacks.is_empty() {
            facts.lacking.insert(name.clone(), lacks);
        }
    }
    Ok(facts)
}

/// The types of each region, with the files of their schemas. A region with a copy of another region's list is left out.
fn read_regions(folder: &Path) -> Result<BTreeMap<String, BTreeMap<String, String>>, Error> {
    let mut regions = BTreeMap::new();
    for file in files::names_in(folder)? {
        let Some(region) = file.strip_suffix(".json").filter(|region| *region != "sam") else {
            continue;
        };
        let types = json::read_file(&folder.join(&file))?;
        let types = json::entries(Some(&types)).into_iter();
        let types =
            types.map(|(name, file)| (name.into(), file.as_str().unwrap_or_default().into()));
        regions.insert(region.to_owned(), types.collect::<BTreeMap<String, String>>());
    }
    let copied = regions.get(COPIED).cloned().context(|| format!("no list of `{COPIED}`"))?;
    regions.retain(|region, types| region == COPIED || *types != copied);
    Ok(regions)
}

fn read_runtimes(file: &Path) -> Result<BTreeMap<String, Runtime>, Error> {
    let runtimes = json::read_file(file)?;
    let text = |runtime: &Value, name| json::string(runtime, name).map(str::to_owned);
    let read = |(name, runtime): (&str, &Value)| {
        let deprecated = text(runtime, "deprecated");
        let runtime = Runtime {
            deprecated: deprecated.context(|| format!("`{name}` has no date"))?,
            create_block: text(runtime, "create-block"),
            update_block: text(runtime, "update-block"),
            successor: text(runtime, "successor"),
        };
        Ok((name.to_owned(), runtime))
    };
    json::entries(Some(&runtimes)).into_iter().map(read).collect()
}

/// The types with a mark of their service's end in their schemas. A service in maintenance is left out: existing customers keep it.
fn read_retirements(
    schemas: &Path,
    regions: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<BTreeMap<String, Retirement>, Error> {
    let files: BTreeMap<&String, &String> = regions.values().flatten().collect();
    let mut found = BTreeMap::new();
    for (name, file) in files {
        let schema = json::read_file(&schemas.join("resources").join(format!("{file}.json")))?;
        let Some(mark) = schema.get("lifecycle") else { continue };
        let date = json::string(mark, "date").map(str::to_owned);
        let retirement = match (json::string(mark, "status"), date) {
            (Some("shutdown"), Some(date)) => Retirement::Ended(date),
            (Some("sunset"), date) => Retirement::Announced(date),
            (Some("maintenance"), _) => continue,
            (status, _) => return Err(Error::new(format!("`{name}`: unknown status {status:?}"))),
        };
        found.insert(name.clone(), retirement);
    }
    Ok(found)
}
