"""What AWS's runtime interface client does: `python -m awslambdaric app.handler` can stand here."""
import http.client
import importlib
import json
import os
import sys

connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
module, _, name = os.environ["_HANDLER"].rpartition(".")
sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
handler = getattr(importlib.import_module(module), name)


def call(method, path, body=None):
    connection.request(method, "/2018-06-01/runtime/invocation/" + path, body)
    response = connection.getresponse()
    return response.headers, response.read()


while True:
    headers, event = call("GET", "next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        result = json.dumps(handler(json.loads(event), headers))
        call("POST", request_id + "/response", result)
    except Exception as error:
        body = {"errorType": type(error).__name__, "errorMessage": str(error)}
        call("POST", request_id + "/error", json.dumps(body))
