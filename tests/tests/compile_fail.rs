//! What must not compile, with the message that the author gets instead.

#[test]
fn mistakes_that_the_compiler_finds() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
