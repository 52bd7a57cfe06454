package org.stillcall.console;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.call.Switchboard.Totals;

/** The switch's totals and the machine's basics in the Prometheus text format 0.0.4. */
final class Metrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4096);

    private Metrics() {}

    /** @param more what other parts of the server tell of themselves */
    static String text(Switchboard switchboard, List<Gauge> more) {
        Metrics metrics = new Metrics();
        metrics.calls(switchboard);
        metrics.gauges(more);
        metrics.machine();
        return metrics.text.toString();
    }

    private void calls(Switchboard switchboard) {
        Totals totals = switchboard.totals();
        one("stillcall_ready", "gauge", "Whether calls are possible now.", switchboard.ready() ? 1 : 0);
        one("stillcall_calls_in_progress", "gauge", "Calls in progress.", totals.inProgress());
        one("stillcall_media_ports_free", "gauge", "Legs that could still be opened.", totals.freePorts());
        one("stillcall_numbers_free", "gauge", "Leases of pool numbers that could be had now.", totals.freeNumbers());
        head("stillcall_calls_ended_total", "counter", "Calls ended since the start.");
        for (Map.Entry<String, Long> outcome : totals.byOutcome().entrySet()) {
            text.append("stillcall_calls_ended_total{outcome=\"").append(escaped(outcome.getKey()));
            text.append("\"} ").append(outcome.getValue()).append('\n');
        }
        gauges(totals.gauges());
    }

    private void gauges(List<Gauge> gauges) {
        for (Gauge gauge : gauges) {
            one(gauge.name(), "gauge", gauge.help(), gauge.value());
        }
    }

    private void machine() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        one("jvm_heap_used_bytes", "gauge", "Java heap in use.", (double) heap.getUsed());
        one("jvm_heap_committed_bytes", "gauge", "Java heap taken from the system.", (double) heap.getCommitted());
        one(
                "jvm_threads",
                "gauge",
                "Platform threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += collector.getCollectionCount();
            millis += collector.getCollectionTime();
        }
        one("jvm_gc_collections_total", "counter", "Garbage collections.", (double) collections);
        one("jvm_gc_seconds_total", "counter", "Time in garbage collection.", millis / 1e3);
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        one("process_uptime_seconds", "gauge", "Time since the start.", uptime / 1e3);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            double cpu = system.getProcessCpuTime() / 1e9;
            one("process_cpu_seconds_total", "counter", "Processor time used.", cpu);
            one("process_open_fds", "gauge", "File handles open.", (double) system.getOpenFileDescriptorCount());
            one("process_max_fds", "gauge", "File handles allowed.", (double) system.getMaxFileDescriptorCount());
        }
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void one(String name, String type, String help, double value) {
        head(name, type, help);
        text.append(name).append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
