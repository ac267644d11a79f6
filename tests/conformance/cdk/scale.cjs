// The scale app with aws-cdk-lib: `node scale.cjs STACKS QUEUES REFS OUT`. The first REFS queues of each stack redrive to
// those of the stack before. `CDK_VALIDATION=false` switches the library's own validation off.

const { App, BootstraplessSynthesizer, Stack } = require("aws-cdk-lib");
const { CfnQueue } = require("aws-cdk-lib/aws-sqs");

const [stacks, queues, references] = process.argv.slice(2, 5).map(Number);
const app = new App({ outdir: process.argv[5], analyticsReporting: false });
let before = [];
for (let stack = 0; stack < stacks; stack += 1) {
  const made = new Stack(app, `Scale${stack}`, {
    stackName: `scale-${stack}`,
    synthesizer: new BootstraplessSynthesizer(),
  });
  const here = [];
  for (let number = 0; number < queues; number += 1) {
    const target = before[number];
    const queue = new CfnQueue(made, `Queue${number}`, {
      queueName: `q_${stack}_${number}`,
      visibilityTimeout: 30,
      messageRetentionPeriod: 345600,
      redrivePolicy: target && { deadLetterTargetArn: target.attrArn, maxReceiveCount: 5 },
    });
    if (number < references) {
      here.push(queue);
    }
  }
  before = here;
}
app.synth();
