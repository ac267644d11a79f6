// Templates -> what AWS's own validator finds: a JSON object for each finding, one a line.
// `node validate.cjs TEMPLATE…`; a template that can't be validated ends the program with an error.

const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

const engine = new RegoEngine();
for (const file of process.argv.slice(2)) {
  for (const found of engine.validateStandard(new TemplateFile(file)).diagnostics) {
    const place = [found.entity?.logicalId, found.propertyPath].filter(Boolean).join(" ");
    console.log(JSON.stringify({ file, severity: found.severity, rule: found.ruleId, message: found.message, place }));
  }
}
engine.free();
