package org.stillcall.sip;

/** The fixed reason phrase of each status that the product sends (RFC 3261 section 21 and its extensions). */
final class StatusTable {
    private static final String[] PHRASES = new String[700];

    static {
        PHRASES[100] = "Trying";
        PHRASES[180] = "Ringing";
        PHRASES[183] = "Session Progress";
        PHRASES[200] = "OK";
        PHRASES[202] = "Accepted";
        PHRASES[400] = "Bad Request";
        PHRASES[401] = "Unauthorized";
        PHRASES[403] = "Forbidden";
        PHRASES[404] = "Not Found";
        PHRASES[405] = "Method Not Allowed";
        PHRASES[406] = "Not Acceptable";
        PHRASES[407] = "Proxy Authentication Required";
        PHRASES[408] = "Request Timeout";
        PHRASES[410] = "Gone";
        PHRASES[413] = "Request Entity Too Large";
        PHRASES[415] = "Unsupported Media Type";
        PHRASES[416] = "Unsupported URI Scheme";
        PHRASES[420] = "Bad Extension";
        PHRASES[421] = "Extension Required";
        PHRASES[422] = "Session Interval Too Small";
        PHRASES[423] = "Interval Too Brief";
        PHRASES[433] = "Anonymity Disallowed";
        PHRASES[480] = "Temporarily Unavailable";
        PHRASES[481] = "Call/Transaction Does Not Exist";
        PHRASES[482] = "Loop Detected";
        PHRASES[483] = "Too Many Hops";
        PHRASES[484] = "Address Incomplete";
        PHRASES[485] = "Ambiguous";
        PHRASES[486] = "Busy Here";
        PHRASES[487] = "Request Terminated";
        PHRASES[488] = "Not Acceptable Here";
        PHRASES[491] = "Request Pending";
        PHRASES[493] = "Undecipherable";
        PHRASES[500] = "Server Internal Error";
        PHRASES[501] = "Not Implemented";
        PHRASES[502] = "Bad Gateway";
        PHRASES[503] = "Service Unavailable";
        PHRASES[504] = "Server Time-out";
        PHRASES[505] = "Version Not Supported";
        PHRASES[513] = "Message Too Large";
        PHRASES[600] = "Busy Everywhere";
        PHRASES[603] = "Decline";
        PHRASES[604] = "Does Not Exist Anywhere";
        PHRASES[606] = "Not Acceptable";
        PHRASES[607] = "Unwanted";
        PHRASES[608] = "Rejected";
    }

    private StatusTable() {}

    /** The phrase; of a status that has none here, its class's: "Refused". */
    static String phrase(int status) {
        String phrase = status >= 100 && status < PHRASES.length ? PHRASES[status] : null;
        return phrase == null ? "Refused" : phrase;
    }
}
