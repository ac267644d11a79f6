//! Reads resource types by namespace from cfn-lint's folder of schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use super::schema;
use super::specification::Specification;
use crate::error::{Context, Error};
use crate::files;
use crate::json;
use crate::model::cloudformation::ResourceType;

/// The file of each type's schema, and the date of the schemas.
pub(crate) struct Schemas {
    folder: PathBuf,
    /// Type to the name of its file.
    index: BTreeMap<String, String>,
    /// The same for the types that the serverless transform replaces.
    serverless: BTreeMap<String, String>,
    /// The date of the schemas, `2026-10-20`.
    pub(crate) date: String,
}

impl Schemas {
    /// Reads the index: the types of us-east-1, then those that only other regions have.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, Error> {
        let mut regions = files::names_in(&folder.join("providers"))?;
        regions
            .retain(|name| name.ends_with(".json") && !name.contains("iso") && name != "sam.json");
        regions.sort_by_key(|name| (name != "us-east-1.json", name.clone()));
        let mut index = BTreeMap::new();
        for region in regions {
            let types = json::read_file(&folder.join("providers").join(region))?;
            for (name, file) in json::entries(Some(&types)) {
                let file = file.as_str().unwrap_or_default();
                index.entry(name.to_owned()).or_insert_with(|| file.to_owned());
            }
        }
        let version = json::read_file(&folder.join("version.json"))?;
        let date = json::string(&version, "schema_date")
            .and_then(|date| date.split('T').next())
            .map(str::to_owned);
        let transform = json::read_file(&folder.join("providers/sam.json"))?;
        let serverless = json::entries(Some(&transform)).into_iter();
        let serverless =
            serverless.filter_map(|(name, file)| Some((name.into(), file.as_str()?.into())));
        let serverless = serverless.collect();
        Ok(Self {
            folder,
            index,
            serverless,
            date: date.context(|| "the schemas have no date".into())?,
        })
    }

    /// The namespaces: `AWS::SQS` of `AWS::SQS::Queue`.
    pub(crate) fn namespaces(&self) -> BTreeSet<String> {
        self.index
            .keys()
            .filter_map(|name| name.rsplit_once("::"))
            .map(|(namespace, _)| namespace.into())
            .collect()
    }

    /// The types of a namespace, sorted by name.
    pub(crate) fn types(
        &self,
        namespace: &str,
        supplement: &Specification,
    ) -> Result<Vec<ResourceType>, Error> {
        let within =
            |name: &str| name.rsplit_once("::").is_some_and(|(found, _)| found == namespace);
        let wanted = self.index.iter().filter(|(name, _)| within(name));
        wanted
            .map(|(name, file)| {
                Ok(schema::read(name, &self.schema(file)?, supplement.resource(name)))
            })
            .collect()
    }

    /// The types that the serverless transform replaces, sorted by name.
    pub(crate) fn serverless(&self) -> Result<Vec<ResourceType>, Error> {
        let types = self.serverless.iter();
        types.map(|(name, file)| Ok(schema::read(name, &self.schema(file)?, None))).collect()
    }

    fn schema(&self, file: &str) -> Result<Value, Error> {
        json::read_file(&self.folder.join("resources").join(format!("{file}.json")))
    }
}
