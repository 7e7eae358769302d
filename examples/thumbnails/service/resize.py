"""Notes the sizes of a picture. boto3 would find the region by AWS_ENDPOINT_URL as well."""
import json
import os
import time
import urllib.request


def put_item(item):
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    scope = f"{stamp[:8]}/{os.environ['AWS_REGION']}/dynamodb/aws4_request"
    request = urllib.request.Request(
        os.environ["AWS_ENDPOINT_URL"] + "/",
        json.dumps({"TableName": os.environ["PICTURES"], "Item": item}).encode(),
        {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "DynamoDB_20120810.PutItem",
            "X-Amz-Date": stamp,
            "Authorization": f"AWS4-HMAC-SHA256 Credential={os.environ['AWS_ACCESS_KEY_ID']}/{scope},"
            " SignedHeaders=host;x-amz-date, Signature=unchecked",
        },
    )
    urllib.request.urlopen(request).read()


def handler(event, context):
    for record in event["Records"]:
        picture = json.loads(record["body"])
        if picture["width"] <= 0:
            raise ValueError(f"{picture['key']} has no width")
        print(f"resizing {picture['key']}", flush=True)
        height = picture["height"] * 200 // picture["width"]
        put_item(
            {
                "key": {"S": picture["key"]},
                "width": {"N": "200"},
                "height": {"N": str(height)},
            }
        )
