//! The permission matrix as a value, with the location of each text in its file.

use constructs_diagnostics::Place;
use constructs_document::Mark;

/// A permission matrix.
#[derive(Clone, Debug, Default)]
pub struct PermissionMatrix {
    /// What its file is called in messages.
    pub file: String,
    /// The environments that it is about; empty for all.
    pub environments: Vec<Word>,
    /// The columns.
    pub principals: Vec<MatrixEntry<Word>>,
    /// Services that may assume the roles; empty where the matrix does not say.
    pub trusted: Vec<Word>,
    /// What the rows of the second table are, and what the first one speaks of.
    pub resources: Vec<MatrixEntry<MatrixResource>>,
    /// Names for several resources.
    pub groups: Vec<MatrixEntry<Vec<Word>>>,
    /// Names for several actions.
    pub sets: Vec<MatrixEntry<Vec<Word>>>,
    /// What each role can do.
    pub actions: Vec<MatrixRow>,
    /// On which resources.
    pub access: Vec<MatrixRow>,
    /// What was looked at and left as it is.
    pub acknowledged: Vec<Acknowledgement>,
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// The place.
    pub mark: Mark,
}

/// Something under a name.
#[derive(Clone, Debug)]
pub struct MatrixEntry<T> {
    /// The name.
    pub name: Word,
    /// What it is.
    pub value: T,
}

/// What a row of the second table is about.
#[derive(Clone, Debug, Default)]
pub struct MatrixResource {
    /// Construct paths below the environment, `export NAME`, or ARNs; the first that the templates have counts.
    pub places: Vec<Word>,
    /// Why it may be on every resource.
    pub every: Option<Word>,
    /// Operator, key, values, as in a policy.
    pub when: Vec<(Word, Word, Vec<Word>)>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// What stands at its beginning; in the second table, the name of a resource.
    pub name: Word,
    /// In the first table the actions that it is about; in the second, what `yes` means.
    pub actions: Vec<Word>,
    /// In the first table, the resources or groups that `yes` speaks of.
    pub on: Vec<Word>,
    /// Column and what it says; a column that is not there has nothing.
    pub cells: Vec<MatrixEntry<Word>>,
}

/// Something that the proof would stop at, taken on by somebody for a while.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// A column, or the path of a role that is in no column.
    pub principal: Word,
    /// Why it is fine.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds: `2027-01-31`.
    pub until: Word,
}

impl PermissionMatrix {
    /// Whether it is about this environment.
    #[must_use]
    pub fn is_about(&self, environment: &str) -> bool {
        self.environments.is_empty() || self.environments.iter().any(|one| one.text == environment)
    }

    /// A place in its file.
    #[must_use]
    pub fn place(&self, mark: Mark, what: &str) -> Place {
        let file = match mark.line {
            0 => self.file.clone(),
            _ => format!("{}:{}:{}", self.file, mark.line, mark.column),
        };
        let mut place = Place::in_file(file, what);
        place.path = place.path.filter(|path| !path.is_empty());
        place
    }

    /// The names of columns and resources with the paths that they stand for in an environment.
    #[must_use]
    pub fn aliases(&self, environment: &str) -> Vec<(String, String)> {
        let path = |below: &str| match environment {
            "" => below.to_owned(),
            _ => format!("{environment}/{below}"),
        };
        let columns = self.principals.iter().map(|one| (&one.name.text, Some(&one.value)));
        let resources = self.resources.iter().map(|one| (&one.name.text, one.value.places.first()));
        let all = columns.chain(resources);
        all.filter_map(|(name, word)| Some((name.clone(), path(&word?.text)))).collect()
    }

    /// The entries of `list` in a column, in the order of the file: a set called `Receive (Workers)` is what `Receive`
    /// means in the column `Workers`.
    pub(crate) fn set(&self, name: &str, column: &str) -> Option<&MatrixEntry<Vec<Word>>> {
        let own = format!("{name} ({column})");
        let find = |wanted: &str| self.sets.iter().find(|set| set.name.text == wanted);
        find(&own).or_else(|| find(name))
    }
}

impl MatrixRow {
    /// What a column says.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Word> {
        self.cells.iter().find(|cell| cell.name.text == column).map(|cell| &cell.value)
    }
}
