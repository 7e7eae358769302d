// A client of the Lambda Runtime API with Java's own classes only: `java Bootstrap.java`.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

public class Bootstrap {
    static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final Pattern NUMBER = Pattern.compile("\"n\"\\s*:\\s*(\\d+)");

    static void post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(API + path)).POST(BodyPublishers.ofString(body)).build();
        CLIENT.send(request, BodyHandlers.discarding());
    }

    public static void main(String[] args) throws Exception {
        while (true) {
            var next = CLIENT.send(HttpRequest.newBuilder(URI.create(API + "next")).build(), BodyHandlers.ofString());
            var id = next.headers().firstValue("lambda-runtime-aws-request-id").orElseThrow();
            var found = NUMBER.matcher(next.body());
            System.out.println("adding");
            if (found.find()) post(id + "/response", "{\"n\":" + (Long.parseLong(found.group(1)) + 1) + "}");
            else post(id + "/error", "{\"errorType\":\"RangeError\",\"errorMessage\":\"no n\",\"stackTrace\":[]}");
        }
    }
}
