//! The permission matrix as a value, with the location of each text in its file.

use constructs_diagnostics::Place;
use constructs_document::Mark;

/// A permission matrix.
#[derive(Clone, Debug, Default)]
pub struct PermissionMatrix {
    /// The name of its file in messages.
    pub file: String,
    /// The environments that it covers; empty for all.
    pub environments: Vec<Word>,
    /// The columns.
    pub principals: Vec<MatrixEntry<Word>>,
    /// The services that may assume the roles; empty if the matrix does not restrict them.
    pub trusted: Vec<Word>,
    /// The resources of the rows.
    pub resources: Vec<MatrixEntry<MatrixResource>>,
    /// Names for several resources.
    pub groups: Vec<MatrixEntry<Vec<Word>>>,
    /// Names for several actions.
    pub sets: Vec<MatrixEntry<Vec<Word>>>,
    /// The first table: what each role can do.
    pub actions: Vec<MatrixRow>,
    /// The second table: what is allowed on each resource.
    pub access: Vec<MatrixRow>,
    /// Findings that are acknowledged.
    pub acknowledged: Vec<Acknowledgement>,
}

/// A text and its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// The location.
    pub mark: Mark,
}

/// A named entry.
#[derive(Clone, Debug)]
pub struct MatrixEntry<T> {
    /// The name.
    pub name: Word,
    /// The value.
    pub value: T,
}

/// A resource of the matrix.
#[derive(Clone, Debug, Default)]
pub struct MatrixResource {
    /// Construct paths below the environment, `export NAME`, or ARNs. The first one that the templates contain is used.
    pub places: Vec<Word>,
    /// The reason for a row about every resource.
    pub every: Option<Word>,
    /// The condition: operator, key, and values, as in a policy.
    pub when: Vec<(Word, Word, Vec<Word>)>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// The heading of the row; in the second table, the name of a resource.
    pub name: Word,
    /// In the first table, the actions of the row; in the second, the actions of the cell `yes`.
    pub actions: Vec<Word>,
    /// In the first table, the resources or groups of the cell `yes`.
    pub on: Vec<Word>,
    /// Each cell with its column; a column without a cell is empty.
    pub cells: Vec<MatrixEntry<Word>>,
}

/// An accepted finding, until a date.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// A column, or the path of a principal that is in no column.
    pub principal: Word,
    /// Why the finding is acceptable.
    pub reason: String,
    /// Who is responsible for it.
    pub owner: String,
    /// The last day on which it is valid: `2027-01-31`.
    pub until: Word,
}

impl PermissionMatrix {
    /// Whether the matrix covers this environment.
    #[must_use]
    pub fn is_about(&self, environment: &str) -> bool {
        self.environments.is_empty() || self.environments.iter().any(|one| one.text == environment)
    }

    /// A location in its file.
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

    /// The names of columns and resources, each with its path in an environment.
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

    /// The set of this name for a column. A set named `Receive (Workers)` replaces `Receive` in the column `Workers`.
    pub(crate) fn set(&self, name: &str, column: &str) -> Option<&MatrixEntry<Vec<Word>>> {
        let own = format!("{name} ({column})");
        let find = |wanted: &str| self.sets.iter().find(|set| set.name.text == wanted);
        find(&own).or_else(|| find(name))
    }
}

impl MatrixRow {
    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Word> {
        self.cells.iter().find(|cell| cell.name.text == column).map(|cell| &cell.value)
    }
}
