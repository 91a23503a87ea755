package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.sun.net.httpserver.HttpServer;
import io.grafanakeeper.concurrent.Lazy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Signs links over plain HTTP; those over HTTPS are in {@link io.grafanakeeper.export.ExportIT}. */
class BlobExportsTest {
    @Test
    void signsALinkOverHttpThatHttpMayFetch() throws IOException {
        HttpServer storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        storage.start();
        try {
            BlobServiceClient service = new BlobServiceClientBuilder()
                    .connectionString(
                            "DefaultEndpointsProtocol=http;AccountName=dev;AccountKey=a2V5;BlobEndpoint=http://"
                                    + "127.0.0.1:" + storage.getAddress().getPort() + "/dev")
                    .buildClient();
            URI link = new BlobExports(Lazy.of(() -> service), Clock.systemUTC())
                    .link("demo/a.tar.gz")
                    .orElseThrow();
            assertTrue(link.getQuery().contains("spr=https,http&"), link::toString);
        } finally {
            storage.stop(0);
        }
    }
}
