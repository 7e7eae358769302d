def handler(event, context):
    print(f"resizing {event['key']}")
    return {"key": event["key"], "width": 200}
