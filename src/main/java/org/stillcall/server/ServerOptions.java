package org.stillcall.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code demo} and {@code serve} have in common on the command line. */
final class ServerOptions {
    @Option(names = "--http", paramLabel = "PORT", description = "Port of the API and the page; 0 takes a free one.")
    private @Nullable Integer http;

    @Option(names = "--sip", paramLabel = "PORT", description = "Port for phones and trunks; 0 takes a free one.")
    private @Nullable Integer sip;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for what lasts; made if it is not there, for this user only.")
    private @Nullable Path data;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "Token that users of the API have to send. Other users of this machine can see it in the list of"
                        + " processes; without it one is made and written to DIR/token."
            })
    private @Nullable String token;

    Optional<Integer> http() {
        return port(http);
    }

    Optional<Integer> sip() {
        return port(sip);
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    Optional<String> token() {
        return Optional.ofNullable(token);
    }

    private static Optional<Integer> port(@Nullable Integer port) {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new StartException("A port is 0 to 65535.");
        }
        return Optional.ofNullable(port);
    }

    /** {@code 127.0.0.1:5070} or {@code [::1]:5070}. */
    static final class AddressAndPort implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String value) {
            return parsed(value).orElseThrow(() -> new TypeConversionException("An address and port is needed."));
        }

        static Optional<InetSocketAddress> parsed(String value) {
            int colon = value.lastIndexOf(':');
            if (colon > 0) {
                String host = value.substring(0, colon).replaceAll("^\\[|]$", "");
                Optional<InetAddress> address = Section.parsed(host);
                String port = value.substring(colon + 1);
                if (address.isPresent() && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
                    return Optional.of(new InetSocketAddress(address.get(), Integer.parseInt(port)));
                }
            }
            return Optional.empty();
        }
    }
}
