package otp.redisclient.resp;

/**
 * Cuts the bytes of a connection into the two things that RESP is made of: a type with the line behind it, and, after some of
 * them, a body of so many bytes. Can stop after any byte and go on with the next one.
 */
final class Scanner {
    /** What the next byte is part of. */
    private enum Stage {
        TYPE,
        LINE,
        LINE_FEED,
        BODY,
        BODY_RETURN,
        BODY_FEED
    }

    private final Limits limits;
    private final Assembler assembler;
    private final Gathered gathered = new Gathered();
    private Stage stage = Stage.TYPE;
    private byte type;
    private int bodyLength;
    private long replyBytes;

    Scanner(Limits limits, Assembler assembler) {
        this.limits = limits;
        this.assembler = assembler;
    }

    boolean isBetweenTokens() {
        return stage == Stage.TYPE;
    }

    /** Reads on from one byte, up to the end of what that is part of or of what there is. Returns where to go on. */
    int scan(byte[] bytes, int at, int end) {
        return switch (stage) {
            case TYPE -> type(bytes[at], at + 1);
            case LINE -> line(bytes, at, end);
            case LINE_FEED -> lineFeed(bytes[at], at + 1);
            case BODY -> body(bytes, at, end);
            case BODY_RETURN -> bodyReturn(bytes[at], at + 1);
            case BODY_FEED -> bodyFeed(bytes[at], at + 1);
        };
    }

    private int type(byte b, int next) {
        assembler.checkType(b);
        type = b;
        if (assembler.isBetweenValues()) {
            replyBytes = 0;
        }
        spend(1);
        stage = Stage.LINE;
        return next;
    }

    /** A whole line is read where it lies. Only one that is cut is copied. */
    private int line(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\r' && bytes[at] != '\n') {
            at++;
        }
        limits.checkLine((long) gathered.size() + at - from);
        spend(at - from);
        if (at < end && bytes[at] == '\n') {
            throw new ParseError("expected CR and LF at the end of a line, got LF alone");
        }
        if (at + 1 < end && gathered.size() == 0) {
            endLine(bytes[at + 1], bytes, from, at);
            return at + 2;
        }
        gathered.add(bytes, from, at - from, limits.lineBytes());
        if (at == end) {
            return end;
        }
        stage = Stage.LINE_FEED;
        return at + 1;
    }

    private int lineFeed(byte b, int next) {
        endLine(b, gathered.array(), 0, gathered.size());
        gathered.clear();
        return next;
    }

    private void endLine(byte lineFeed, byte[] line, int from, int to) {
        if (lineFeed != '\n') {
            throw new ParseError("expected LF after CR at the end of a line, got: \"" + Show.oneByte(lineFeed) + "\"");
        }
        spend(2);
        long length = assembler.line(type, line, from, to);
        if (length == Assembler.NO_BODY) {
            stage = Stage.TYPE;
            return;
        }
        bodyLength = limits.checkBulk(length);
        limits.checkReply(replyBytes + length);
        stage = length == 0 ? Stage.BODY_RETURN : Stage.BODY;
    }

    private int body(byte[] bytes, int from, int end) {
        int length = Math.min(end - from, bodyLength - gathered.size());
        gathered.add(bytes, from, length, bodyLength);
        if (gathered.size() == bodyLength) {
            spend(bodyLength);
            stage = Stage.BODY_RETURN;
        }
        return from + length;
    }

    // To go on until a CRLF comes would be to wait for ever, or to take the next reply for a part of this one.
    private int bodyReturn(byte b, int next) {
        if (b != '\r') {
            throw noEndOfBody(b);
        }
        stage = Stage.BODY_FEED;
        return next;
    }

    private int bodyFeed(byte b, int next) {
        if (b != '\n') {
            throw noEndOfBody(b);
        }
        spend(2);
        stage = Stage.TYPE;
        assembler.body(gathered.take());
        return next;
    }

    private ParseError noEndOfBody(byte b) {
        return new ParseError("expected CR and LF after a string of " + bodyLength + " bytes, got: \"" + Show.oneByte(b)
                + "\". Has its length been counted in characters?");
    }

    private void spend(int bytes) {
        replyBytes += bytes;
        limits.checkReply(replyBytes);
    }
}
