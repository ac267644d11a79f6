"""Commands of the AWS CLI, one a line of JSON -> what each writes and its exit code, in files, all from one process.

Line: {"arguments": [text], "stdout": file, "stderr": file, "code": file}. It is the very code behind `aws`, which takes
half a second of CPU to begin: checks that ask a hundred times begin once. What users type runs as they type it.
"""

import contextlib
import json
import os
import sys

from awscli.clidriver import create_clidriver


def run(driver, arguments):
    try:
        return driver.main(arguments)
    except SystemExit as exit:
        return exit.code if isinstance(exit.code, int) else 1


def main():
    driver = create_clidriver()
    for line in sys.stdin:
        task = json.loads(line)
        with open(task["stdout"], "w", encoding="utf-8") as out, open(task["stderr"], "w", encoding="utf-8") as err:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(driver, task["arguments"])
        # Whoever waits sees all of it or nothing.
        with open(f"{task['code']}.new", "w", encoding="utf-8") as file:
            file.write(str(code))
        os.replace(f"{task['code']}.new", task["code"])


main()
