package dev.whimbrel.server;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConformance;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks HTTP/1.1, within limits that hold whatever clients do. Thread-safe. */
final class HttpFrontend implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int BACKLOG = 1_024;
    private static final int LONGEST_LINE = 4_096;
    private static final int MOST_HEADERS = 64;

    /** Longer than any answer takes. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(HttpFrontend.class);

    private final HttpAsyncServer server;
    private final Connections connections;
    private final InetSocketAddress address;

    private HttpFrontend(HttpAsyncServer server, Connections connections, InetSocketAddress address) {
        this.server = server;
        this.connections = connections;
        this.address = address;
    }

    /**
     * {@return a frontend that listens}
     *
     * @throws SettingsException if it cannot, for the address or the port
     */
    static HttpFrontend listen(ServerSettings settings, Endpoints endpoints) {
        Connections connections = new Connections();
        AtomicInteger atOnce = new AtomicInteger();
        HttpAsyncServer server = AsyncServerBootstrap.bootstrap()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(THREADS)
                        .setBacklogSize(BACKLOG)
                        .setSoReuseAddress(true)
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.of(Connections.MOST_SILENCE))
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .setHttpProcessor(processor())
                .setIOSessionListener(connections)
                .setExceptionCallback(failure -> LOG.debug("A connection failed", failure))
                .setRequestRouter((request, context) -> () -> new Exchange(endpoints, atOnce))
                .create();
        server.start();
        try {
            InetSocketAddress address = bind(server, settings);
            connections.start();
            return new HttpFrontend(server, connections, address);
        } catch (IOException e) {
            server.close(CloseMode.IMMEDIATE);
            connections.close();
            throw new SettingsException(unusable(settings, e));
        }
    }

    private static InetSocketAddress bind(HttpAsyncServer server, ServerSettings settings) throws IOException {
        InetSocketAddress wanted = new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        try {
            ListenerEndpoint endpoint = server.listen(wanted, URIScheme.HTTP).get();
            return (InetSocketAddress) endpoint.getAddress();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Problem unusable(ServerSettings settings, IOException e) {
        String why = e instanceof UnknownHostException ? "the name has no address" : String.valueOf(e.getMessage());
        return new Problem(
                ErrorCode.ADDRESS_UNUSABLE,
                "cannot listen at " + settings.host() + ", port " + settings.port(),
                why,
                "stop what listens there, or name another port or address: `whimbrel serve --port 8081`");
    }

    private static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(RequestValidateHost.INSTANCE, RequestConformance.INSTANCE)
                .addAll(
                        ResponseDate.INSTANCE,
                        new ResponseContent(true),
                        ResponseConnControl.INSTANCE,
                        (response, entity, context) -> guard(response))
                .build();
    }

    /** What browsers are not to do with an answer, whatever it is. */
    private static void guard(HttpResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Content-Security-Policy", PageStyle.CONTENT_SECURITY_POLICY);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    InetSocketAddress address() {
        return address;
    }

    /** Take no more requests, and finish the answers under way. */
    @Override
    public void close() {
        server.initiateShutdown();
        try {
            server.awaitShutdown(TimeValue.of(LAST_ANSWERS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close(CloseMode.IMMEDIATE);
        connections.close();
    }
}
