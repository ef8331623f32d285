package dev.rushes.server.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import dev.rushes.models.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/** Sends one message once. */
final class Sender {

    private static final int CONNECT_MILLIS = 10_000;

    private static final int TOTAL_MILLIS = 20_000;

    /** Of an answer, which nobody reads. */
    private static final int ANSWER_BYTES = 64 << 10;

    private final HttpClient client;

    private final Clock clock;

    private final Set<String> hosts;

    /**
     * A sender.
     * @param hosts that are allowed by name; with none, any public host will do
     */
    Sender(Vertx vertx, Clock clock, Set<String> hosts) {
        // a connection a message: a kept one would go to an address of long ago
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setForceSni(true).setConnectTimeout(CONNECT_MILLIS),
                new PoolOptions().setHttp1MaxSize(Courier.AT_ONCE).setMaxWaitQueueSize(Courier.AT_ONCE));
        this.clock = clock;
        this.hosts = hosts;
    }

    /**
     * Checks a URL as far as that goes without a network.
     * @throws Problem INVALID
     */
    Target target(String url) {
        return Target.of(url, this.hosts);
    }

    /**
     * Sends, and waits for the answer, 20 s at most.
     * @return HTTP's status
     * @throws Problem with a sentence for the delivery log
     */
    int send(Delivery delivery, List<String> secrets) {
        Target target = target(delivery.url());
        InetAddress address = target.resolve(!this.hosts.isEmpty());
        long timestamp = this.clock.instant().getEpochSecond();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path())
            .setFollowRedirects(false)
            .setTimeout(TOTAL_MILLIS)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "Rushes")
            .putHeader("webhook-id", delivery.id())
            .putHeader("webhook-timestamp", String.valueOf(timestamp))
            .putHeader("webhook-signature", Signature.of(secrets, delivery.id(), timestamp, delivery.body()));
        AtomicReference<HttpClientRequest> begun = new AtomicReference<>();
        Future<Integer> status = this.client.request(options).compose((request) -> {
            begun.set(request);
            return request.send(delivery.body()).compose((response) -> read(request, response));
        });
        try {
            return status.toCompletionStage().toCompletableFuture().get(TOTAL_MILLIS, TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException late) {
            // an answer that trickles would keep its connection for hours
            if (begun.get() != null) {
                begun.get().reset();
            }
            throw Problem.exhausted("%s did not answer within %d s", target.host(), TOTAL_MILLIS / 1000);
        }
        catch (ExecutionException trouble) {
            throw Problem.exhausted("%s could not be reached: %s", target.host(), trouble.getCause().getMessage());
        }
        catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    /** Lets the answer's body pass, but not for ever. */
    private static Future<Integer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<Integer> done = Promise.promise();
        long[] bytes = { 0 };
        response.handler((chunk) -> {
            bytes[0] += chunk.length();
            if (bytes[0] > ANSWER_BYTES) {
                request.reset();
                done.tryComplete(response.statusCode());
            }
        });
        response.endHandler((_) -> done.tryComplete(response.statusCode()));
        // the status is known, whatever becomes of the rest
        response.exceptionHandler((_) -> done.tryComplete(response.statusCode()));
        return done.future();
    }

    void close() {
        this.client.close();
    }

}
