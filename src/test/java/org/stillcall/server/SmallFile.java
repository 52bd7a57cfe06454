package org.stillcall.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The beginning of a small configuration in which nothing is wrong, for tests of the part that each of them adds. */
final class SmallFile {
    /** Lines 1 to 17. */
    static final String START = """
            [server]
            data_dir = "data"
            token_file = "token"
            [sip]
            bind = "127.0.0.1"
            [centre]
            region = "US"
            time_zone = "America/New_York"
            numbers = ["+12025550180"]
            [[programme]]
            name = "helpline"
            windows = "always"
            [[phone]]
            name = "front"
            kind = "address"
            address = "192.0.2.20"
            programme = "helpline"
            """;

    private SmallFile() {}

    /** A file beside the configuration, such as its token, for its user alone. */
    static void secret(Path folder, String name, String text) {
        Token.write(folder.resolve(name), (text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    static SettingsReader.Reading read(Path folder, String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("stillcall.toml"), text));
    }
}
