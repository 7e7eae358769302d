"""A client of the Lambda Runtime API, with the standard library only."""
import http.client
import importlib
import json
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
BASE = "/2018-06-01/runtime"


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.trace_id = headers["Lambda-Runtime-Trace-Id"]
        self.client_context = headers["Lambda-Runtime-Client-Context"]
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return self._deadline - int(time.time() * 1000)


def to_error(exception):
    return json.dumps(
        {
            "errorMessage": str(exception),
            "errorType": type(exception).__name__,
            "stackTrace": traceback.format_tb(exception.__traceback__),
        }
    )


def post(connection, path, body):
    connection.request("POST", BASE + path, body)
    connection.getresponse().read()


def main():
    connection = http.client.HTTPConnection(API)
    try:
        module, _, name = os.environ["_HANDLER"].rpartition(".")
        sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
        handler = getattr(importlib.import_module(module), name)
    except Exception as exception:
        traceback.print_exc()
        post(connection, "/init/error", to_error(exception))
        sys.exit(1)
    while True:
        connection.request("GET", BASE + "/invocation/next")
        response = connection.getresponse()
        event = json.loads(response.read())
        context = Context(response.headers)
        os.environ["_X_AMZN_TRACE_ID"] = context.trace_id
        path = "/invocation/" + context.aws_request_id
        try:
            result = json.dumps(handler(event, context))
        except Exception as exception:
            traceback.print_exc()
            post(connection, path + "/error", to_error(exception))
        else:
            sys.stdout.flush()
            post(connection, path + "/response", result)


main()
