"""validate.py SCHEMA DOCUMENT: exits 1 and names the places where a document does not fit a schema of this folder."""

import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(__file__).parent
schema = json.loads((folder / sys.argv[1]).read_text())
document = json.loads(pathlib.Path(sys.argv[2]).read_text())
store = {}
for path in [*folder.glob("*.json"), folder / sys.argv[1]]:
    text = json.loads(path.read_text())
    store[text.get("$id") or text["id"]] = text
validator = jsonschema.validators.validator_for(schema)
with_store = validator(
    schema,
    resolver=jsonschema.RefResolver.from_schema(schema, store=store),
    format_checker=jsonschema.FormatChecker(),
)
errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in with_store.iter_errors(document)]
print("\n".join(errors[:20]))
sys.exit(1 if errors else 0)
