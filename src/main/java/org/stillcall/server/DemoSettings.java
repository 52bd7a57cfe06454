package org.stillcall.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.stillcall.base.Randomness;
import org.stillcall.practice.PracticeNumbers;

/** The demo's configuration: an ordinary file with its secrets beside it, written anew at each start. */
final class DemoSettings {
    private static final String TEMPLATE = "/demo.toml";
    private static final String TEST_CALLS = "/demo-probe.toml";

    private DemoSettings() {}

    /**
     * Writes the configuration and its secrets into {@code data} and reads them.
     *
     * @throws StartException when they cannot be written
     */
    static Settings prepare(Path data) {
        return prepare(data, resource(TEMPLATE));
    }

    /** The same with test calls, as the demo has them. */
    static Settings prepareTested(Path data) {
        Token.prepare(data);
        Token.write(data.resolve("test.number"), ascii("+" + PracticeNumbers.TEST));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(resource(TEMPLATE));
        all.writeBytes(resource(TEST_CALLS));
        return prepare(data, all.toByteArray());
    }

    private static Settings prepare(Path data, byte[] configuration) {
        Token.prepare(data);
        Token.write(data.resolve("stillcall.toml"), configuration);
        Token.write(
                data.resolve("softphone.password"), ascii(Randomness.secure().token(128)));
        return switch (SettingsReader.read(data.resolve("stillcall.toml"))) {
            case SettingsReader.Reading.Good good -> good.settings();
            case SettingsReader.Reading.Faulty faulty ->
                throw new StartException("The demo's own configuration is faulty; "
                        + faulty.faults().getFirst());
        };
    }

    private static byte[] ascii(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] resource(String name) {
        try (InputStream in = DemoSettings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new StartException("The demo's configuration is missing in this build.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StartException("The demo's configuration cannot be read from this build.", e);
        }
    }
}
