package org.stillcall.server;

import java.nio.file.Path;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Switchboard;

/** The switch of a configuration in the test's own process, without its API: for what the API does not ask. */
public final class InProcess implements AutoCloseable {
    private final Shutdown shutdown;
    private final Service service;

    private InProcess(Shutdown shutdown, Service service) {
        this.shutdown = shutdown;
        this.service = service;
    }

    /** Starts it; it is ready for calls. */
    public static InProcess start(Path config, Log log) {
        if (!(SettingsReader.read(config) instanceof SettingsReader.Reading.Good good)) {
            throw new AssertionError("The test's configuration has faults: " + SettingsReader.read(config));
        }
        Shutdown shutdown = new Shutdown(log);
        Starter.Means means = new Starter.Means(log, Randomness.secure());
        return new InProcess(shutdown, Wiring.start(good.settings(), Starter.Mode.SERVE, means, shutdown));
    }

    public Switchboard switchboard() {
        return service.switchboard();
    }

    public BlockPool numbers() {
        return service.numbers();
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
