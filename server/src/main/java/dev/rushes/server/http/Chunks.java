package dev.rushes.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bodies whose chunks cannot be read. Vert.x closes their connection without a word; here
 * they end where they cannot be read on, in the order in which everything came, and
 * whoever reads a body to its end asks whether that was it. What follows on the
 * connection is nothing that anybody looks at.
 */
public final class Chunks extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Boolean> BROKEN = AttributeKey.valueOf(Chunks.class, "broken");

    private Chunks() {
    }

    /** To be called on the connection's event loop, before its first request. */
    static void watch(HttpConnection connection) {
        ChannelHandlerContext last = ((ConnectionBase) connection).channelHandlerContext();
        last.pipeline().addBefore(last.name(), null, new Chunks());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // a head that cannot be read is both, and has an answer of its own
        if (message instanceof HttpContent content && !(message instanceof HttpMessage)
                && content.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            context.channel().attr(BROKEN).set(true);
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        else {
            context.fireChannelRead(message);
        }
    }

    /** Whether a body that has ended was not whole. */
    public static boolean broken(HttpServerRequest request) {
        return Framing.chunked(request) && request.connection() instanceof ConnectionBase connection
                && connection.channel().hasAttr(BROKEN);
    }

    /** What is said of such a body. */
    public static HttpProblem problem() {
        return new HttpProblem(400, "invalid", "The request is wrong",
                "a chunk of the body cannot be read: its size must be a hexadecimal number on a line of its own");
    }

}
