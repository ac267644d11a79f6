//! What a set of policies grants: layers of policies, of which each has to allow.

use std::sync::Arc;

use crate::cases::{ConditionCase, Formula};
use crate::document::{Document, PolicyStatement};

/// What a set of policies grants: what each layer allows and nothing denies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Identity policies are one layer together; a permissions boundary or a session policy is a layer of its own.
    pub layers: Vec<Layer>,
}

/// Policies of which one has to allow, where they limit at all. Their denials count everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The policies.
    pub documents: Vec<Arc<Document>>,
    /// In which deployments the layer limits.
    pub presence: Formula,
}

impl Layer {
    /// Policies of which one has to allow in every deployment.
    #[must_use]
    pub fn new(documents: Vec<Arc<Document>>) -> Self {
        Self { documents, presence: Formula::TRUE }
    }
}

impl Grants {
    /// What these policies grant together.
    #[must_use]
    pub fn new(policies: Vec<Document>) -> Self {
        Self::from_shared(policies.into_iter().map(Arc::new).collect())
    }

    /// What these policies grant together.
    #[must_use]
    pub fn from_shared(policies: Vec<Arc<Document>>) -> Self {
        Self { layers: vec![Layer::new(policies)] }
    }

    /// The same, as far as these policies allow it too.
    #[must_use]
    pub fn limit_to(self, policies: Vec<Document>) -> Self {
        self.limit_to_layer(Layer::new(policies.into_iter().map(Arc::new).collect()))
    }

    /// The same, as far as a layer allows it too.
    #[must_use]
    pub fn limit_to_layer(mut self, layer: Layer) -> Self {
        self.layers.push(layer);
        self
    }

    /// Nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::new(Vec::new())
    }

    /// Every statement.
    pub fn statements(&self) -> impl Iterator<Item = &PolicyStatement> {
        self.documents().flat_map(|document| &document.statements)
    }

    /// The same in a case of the deployment.
    pub fn in_case(&self, case: &ConditionCase) -> Self {
        let layers = self.layers.iter().map(|layer| Layer {
            documents: layer.documents.iter().map(|own| Arc::new(own.in_case(case))).collect(),
            presence: match layer.presence.holds(case) {
                Some(truth) => Formula::Known(truth),
                None => layer.presence.clone(),
            },
        });
        Self { layers: layers.collect() }
    }

    /// Every policy.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.layers.iter().flat_map(|layer| &layer.documents).map(|document| &**document)
    }
}
