package dev.rushes.server.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;

/** Somebody else's program that takes webhooks, over real HTTP on loopback. */
final class Receiver implements AutoCloseable {

    final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    private final HttpServer server;

    volatile int status = 204;

    volatile int answerBytes;

    record Message(HttpHeaders headers, String body) {

    }

    Receiver() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", (exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            this.messages.add(new Message(HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), body));
            if (this.status >= 300 && this.status < 400) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            exchange.sendResponseHeaders(this.status, (this.answerBytes > 0) ? this.answerBytes : -1);
            try (exchange) {
                exchange.getResponseBody().write(new byte[this.answerBytes]);
            }
            catch (IOException cut) {
                // the sender has heard enough
            }
        });
        this.server.start();
    }

    String url(String path) {
        return "http://localhost:" + this.server.getAddress().getPort() + path;
    }

    Message take() throws InterruptedException {
        return this.messages.poll(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}
