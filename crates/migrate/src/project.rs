//! A migration -> the files of a cargo project that synthesizes it.

use crate::Migration;

/// A cargo project to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project<'m> {
    /// The package's name.
    pub name: &'m str,
    /// The folder with the library's crates, seen from the project's: the crates are in no registry.
    pub library: &'m str,
    /// What it synthesizes.
    pub migration: &'m Migration,
}

impl Project<'_> {
    /// The files: path in the project's folder, and text.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let function = &self.migration.function;
        vec![
            ("Cargo.toml".to_owned(), self.manifest()),
            ("cdk.json".to_owned(), CDK_JSON.to_owned()),
            (".gitignore".to_owned(), "/target\n".to_owned()),
            ("src/main.rs".to_owned(), MAIN.replace("FUNCTION", function)),
            (format!("src/{function}.rs"), self.migration.source.clone()),
        ]
    }

    fn manifest(&self) -> String {
        let features: Vec<String> =
            self.migration.features.iter().map(|feature| format!("{feature:?}")).collect();
        let mut dependencies = self.dependency("constructs", "constructs", "");
        if !features.is_empty() {
            let features = format!(", features = [{}]", features.join(", "));
            dependencies.push_str(&self.dependency("constructs-aws", "aws", &features));
        }
        dependencies.push_str(&self.dependency("constructs-toolkit", "toolkit", ""));
        format!(
            "[package]\nname = {:?}\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{dependencies}\n[workspace]\n",
            package_name(self.name)
        )
    }

    fn dependency(&self, name: &str, folder: &str, rest: &str) -> String {
        let path = format!("{}/{folder}", self.library);
        format!("{name} = {{ path = {}{rest} }}\n", toml_text(&path))
    }
}

/// A basic string of TOML. What shows nothing, or turns the direction of what follows, is spelled out.
fn toml_text(text: &str) -> String {
    let escaped = |character: char| match character {
        '"' | '\\' => format!("\\{character}"),
        other if is_hidden(other) => format!("\\U{:08X}", u32::from(other)),
        other => other.to_string(),
    };
    let text: String = text.chars().map(escaped).collect();
    format!("\"{text}\"")
}

/// Whether Rust spells a character out.
fn is_hidden(character: char) -> bool {
    !matches!(character, '\'' | '"' | '\\') && character.escape_debug().count() > 1
}

/// A name that cargo takes for a package.
fn package_name(name: &str) -> String {
    let fit = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
    let name: String = name.chars().map(fit).collect();
    let name = name.trim_matches('-').to_ascii_lowercase();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) && name != "test" {
        name
    } else {
        format!("app-{name}").trim_end_matches('-').to_owned()
    }
}

const CDK_JSON: &str = "{
  \"app\": \"cargo run --quiet --release -- synth\",
  \"watch\": {
    \"include\": [\"**\"],
    \"exclude\": [\"target\", \"cdk.out\"]
  }
}
";

const MAIN: &str = "//! The app: one stack, migrated from a template.

mod FUNCTION;

use constructs::App;

fn main() -> std::process::ExitCode {
    constructs_toolkit::run(|_context| {
        let app = App::new();
        FUNCTION::FUNCTION(&app);
        Ok(app)
    })
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_has_what_it_needs() {
        let template = "Resources: {Push: {Type: 'AWS::SQS::Queue'}}";
        let template = constructs_yaml::read(template.as_bytes()).unwrap();
        let migration =
            crate::migrate(&constructs_cloudformation::Stack::new("queues.yaml", template));
        let library = "../library/crates";
        let project = Project { name: "My App", library, migration: &migration };
        let files = project.files();
        insta::assert_snapshot!("manifest", files[0].1);
        insta::assert_snapshot!("main", files[3].1);
    }

    #[test]
    fn a_package_has_a_name_that_cargo_accepts() {
        for (name, expected) in
            [("My App", "my-app"), ("2", "app-2"), ("", "app"), ("test", "app-test")]
        {
            assert_eq!(package_name(name), expected);
        }
    }

    #[test]
    fn a_path_is_a_string_of_toml() {
        let path = "../it's \"b\"\\c\u{7}é\u{202e}";
        assert_eq!(toml_text(path), r#""../it's \"b\"\\c\U00000007é\U0000202E""#);
    }
}
