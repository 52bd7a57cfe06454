package org.stillcall.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server of a push service may be: at an address that is everybody's. A browser names the server, so that a
 * stolen session, or a name that leads elsewhere the second time, must not reach what stands beside us.
 */
interface Outside {
    /** An address of that name to which we may connect; null where there is none. Looked up once, and kept to. */
    @Nullable
    InetAddress find(PushEndpoint endpoint);

    /** The usual one: port 443, and every address of the name on the open network. */
    static Outside usual() {
        return endpoint -> {
            if (endpoint.port() != 443) {
                return null;
            }
            try {
                List<InetAddress> all = List.of(InetAddress.getAllByName(endpoint.host()));
                return !all.isEmpty() && all.stream().allMatch(Outside::isPublic) ? all.getFirst() : null;
            } catch (UnknownHostException e) {
                return null;
            }
        };
    }

    /** Whether it is one of the open network: RFC 6890 and its registries say which are not. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return address instanceof Inet4Address ? isPublic4(first, second, bytes[2] & 0xff) : isPublic6(bytes);
    }

    private static boolean isPublic4(int first, int second, int third) {
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127; // shared by carriers (RFC 6598)
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** 2000::/3 alone, without what leads to an IPv4 address (6to4, Teredo) or is for documents. */
    private static boolean isPublic6(byte[] bytes) {
        int head = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int next = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean special = head == 0x2002 || head == 0x2001 && (next < 0x200 || next == 0xdb8) || head == 0x3fff;
        return (bytes[0] & 0xe0) == 0x20 && !special;
    }
}
