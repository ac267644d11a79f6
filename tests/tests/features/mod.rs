//! Each feature by the JSON that comes out of it.

mod acknowledgements;
mod aspects;
mod attachments;
mod condition_keys;
mod conditions;
mod dependencies;
mod exports;
mod grants;
mod identifiers;
mod intrinsics;
mod parameters;
mod resources;
mod tags;
mod texts;
mod trust;
mod whole_templates;
