# A client of the Lambda Runtime API with Perl's own modules only.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;

my $api = "http://$ENV{AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation";
my $http = HTTP::Tiny->new(timeout => 900);
my $json = JSON::PP->new->utf8->canonical;
$| = 1;

while (1) {
    my $next = $http->get("$api/next");
    exit 1 unless $next->{success};
    my $id = $next->{headers}{'lambda-runtime-aws-request-id'};
    my $event = $json->decode($next->{content});
    print "adding\n";
    if (defined $event->{n}) {
        $http->post("$api/$id/response", { content => $json->encode({ n => $event->{n} + 1 }) });
    } else {
        my $error = { errorType => 'RangeError', errorMessage => 'no n', stackTrace => [] };
        $http->post("$api/$id/error", { content => $json->encode($error) });
    }
}
