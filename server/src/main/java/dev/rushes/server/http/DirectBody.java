package dev.rushes.server.http;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * A body as it lies in the network's own memory. Vert.x copies what comes in to the heap,
 * where it may be forgotten; a fast upload pays for that with a tenth of its speed. One
 * for each connection, to whose event loop everything here belongs.
 */
public final class DirectBody extends ChannelInboundHandlerAdapter {

    /** On the channel, as one that has closed loses its handlers. */
    private static final AttributeKey<DirectBody> KEY = AttributeKey.valueOf(DirectBody.class, "body");

    /** Fewer bytes are copied, rather than keep a large buffer for them. */
    private static final int WORTH = 16 << 10;

    private ChannelHandlerContext context;

    private Consumer<ByteBuf> taker;

    private boolean paused;

    private DirectBody() {
    }

    /** To be called before the connection's first request. */
    static void prepare(HttpConnection connection) {
        ChannelHandlerContext last = ((ConnectionBase) connection).channelHandlerContext();
        DirectBody body = new DirectBody();
        last.channel().attr(KEY).set(body);
        last.pipeline().addBefore(last.name(), null, body);
    }

    /** Of the connection on which a request came. */
    public static DirectBody of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel().attr(KEY).get();
    }

    /**
     * Hands out what comes from now on to the body's end, which the request tells as
     * ever. Before, the request must have been resumed and have given out all it had.
     * @param taker releases what it is given, on any thread
     */
    public void to(Consumer<ByteBuf> taker) {
        this.taker = taker;
        // the adaptive one gets and clears new memory for what is not given back at once
        this.context.channel().config().setAllocator(PooledByteBufAllocator.DEFAULT);
    }

    /** No more is read from the network, once what has been read is handed out. */
    public void pause() {
        if (this.taker != null && !this.paused) {
            this.paused = true;
            this.context.channel().config().setAutoRead(false);
        }
    }

    /** Reads on after a pause. */
    public void resume() {
        if (this.paused) {
            this.paused = false;
            this.context.channel().config().setAutoRead(true);
        }
    }

    /** What still comes is given to the request again. */
    public void stop() {
        this.taker = null;
        resume();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext here) {
        this.context = here;
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (this.taker == null || message instanceof HttpMessage || !(message instanceof HttpContent content)) {
            here.fireChannelRead(message);
            return;
        }
        this.taker.accept(own(content.content()));
        if (content instanceof LastHttpContent) {
            // other requests follow, and what pace they come at is Vert.x's matter
            stop();
            here.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private static ByteBuf own(ByteBuf bytes) {
        if (bytes.readableBytes() >= WORTH) {
            return bytes;
        }
        try {
            return Unpooled.copiedBuffer(bytes);
        }
        finally {
            bytes.release();
        }
    }

}
