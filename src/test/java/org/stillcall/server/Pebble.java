package org.stillcall.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.stillcall.certificate.Openssl;

/**
 * A real ACME server that is not ours: Pebble, of the people of Let's Encrypt, as Debian packages it, with its own name
 * server beside it. Every name leads to 127.0.0.1 unless it is told otherwise. It refuses some nonces by design.
 */
final class Pebble implements AutoCloseable {
    final int port = freePort();
    private final int management = freePort();
    private final int names = freePort();
    private final int namesManagement = freePort();
    private final Path folder;
    private final Process nameServer;
    private final Process server;

    /** Looks for proofs at these ports. */
    Pebble(Path folder, int httpsPort, int httpPort) {
        this.folder = folder;
        Openssl openssl = new Openssl(folder);
        openssl.selfSigned("directory", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "DNS:localhost,IP:127.0.0.1");
        String config = "{\"pebble\":{\"listenAddress\":\"127.0.0.1:" + port + "\",\"managementListenAddress\":"
                + "\"127.0.0.1:" + management + "\",\"certificate\":\"directory.pem\",\"privateKey\":\"directory.key\","
                + "\"httpPort\":" + httpPort + ",\"tlsPort\":" + httpsPort + "}}";
        try {
            Files.writeString(folder.resolve("pebble.json"), config);
            nameServer = start(List.of(
                    "pebble-challtestsrv",
                    "-dns01",
                    "127.0.0.1:" + names,
                    "-http01",
                    "",
                    "-https01",
                    "",
                    "-tlsalpn01",
                    "",
                    "-management",
                    "127.0.0.1:" + namesManagement,
                    "-defaultIPv6",
                    ""));
            server = start(List.of("pebble", "-config", "pebble.json", "-dnsserver", "127.0.0.1:" + names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(namesManagement);
        await(port);
        await(management);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(command.getFirst() + ".log").toFile()));
        builder.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_AUTHZREUSE", "0"));
        return builder.start();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(int listening) {
        for (int tries = 0; tries < 600; tries++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listening)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new AssertionError("Pebble did not start: " + log());
    }

    String directory() {
        return "https://localhost:" + port + "/dir";
    }

    /** What vouches for the directory itself. */
    Path authorities() {
        return folder.resolve("directory.pem");
    }

    /** The root under which it issues, in PEM. */
    String root() {
        return new String(
                run(List.of(
                        "curl", "-sS", "--cacert", "directory.pem", "https://localhost:" + management + "/roots/0")),
                StandardCharsets.US_ASCII);
    }

    /** A name leads to another address from now on. */
    void lead(String name, String address) {
        tellNames("clear-a", "{\"host\":\"" + name + ".\"}");
        tellNames("add-a", "{\"host\":\"" + name + ".\",\"addresses\":[\"" + address + "\"]}");
    }

    private void tellNames(String what, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + namesManagement + "/" + what))
                .POST(BodyPublishers.ofString(json))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (http.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                throw new AssertionError("The name server did not take it: " + what);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).directory(folder.toFile()).start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new AssertionError(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            Path log = folder.resolve("pebble.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : List.of(server, nameServer)) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
