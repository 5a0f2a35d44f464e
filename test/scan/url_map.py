"""Prints the URL map of the Flask app named on the command line (module:name) as JSON."""
import importlib
import json
import os
import sys

sys.path.insert(0, os.getcwd())
module, name = sys.argv[1].split(':')
app = getattr(importlib.import_module(module), name)
rules = []
for rule in app.url_map.iter_rules():
    if rule.endpoint != 'static':
        methods = sorted(rule.methods - {'HEAD', 'OPTIONS'})
        rules.append([rule.rule, methods, rule.endpoint])
print(json.dumps(sorted(rules)))
