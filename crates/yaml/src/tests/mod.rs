//! The values and places of what is read.

mod faults;
mod fixtures;
mod limits;
mod places;
mod random;
mod values;

use serde_json::Value as Json;

fn json(text: &str) -> Json {
    crate::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}")).root().to_json()
}

fn error(text: impl AsRef<[u8]>) -> String {
    crate::read(text.as_ref()).expect_err("a fault").to_string()
}
