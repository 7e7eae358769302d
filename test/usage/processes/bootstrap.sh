#!/bin/sh
# The custom runtime of AWS's tutorial.
set -eu
while true; do
  HEADERS=$(mktemp)
  EVENT=$(curl -sS -L -D "$HEADERS" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
  rm "$HEADERS"
  echo "request $ID" 1>&2
  curl -sS "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$ID/response" \
    -d "Echoing request: $EVENT" >/dev/null
done
