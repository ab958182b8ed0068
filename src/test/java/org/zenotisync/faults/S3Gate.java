package org.zenotisync.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Stands between the program and the S3 server and passes bytes on as they are. It counts requests, which tells from
 * outside how far the program has come; it can keep an answer back, or refuse connections.
 */
final class S3Gate implements AutoCloseable {

    private static final int HELD_BACK = 1;

    private final URI server;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private long requests;
    private long objects;
    private long heldObject = Long.MAX_VALUE;
    private String heldPath;
    private boolean holding;
    private volatile boolean refusing;

    S3Gate(URI server) throws IOException {
        this.server = server;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** The requests so far. */
    long requests() {
        synchronized (change) {
            return requests;
        }
    }

    /** Waits for a number of requests in all. */
    boolean awaitRequests(long count, BooleanSupplier goesOn) throws InterruptedException {
        return await(() -> requests >= count, goesOn);
    }

    /** Waits for a number of requests for CSV objects in all. */
    boolean awaitObjects(long count, BooleanSupplier goesOn) throws InterruptedException {
        return await(() -> objects >= count, goesOn);
    }

    /** From now on the answer to the n-th request for a CSV object stops short of its last byte. */
    void holdObject(int n) {
        synchronized (change) {
            heldObject = objects + n;
            holding = false;
        }
    }

    /**
     * From now on the answer to the next request whose path contains a text stops short of its last byte.
     *
     * @param text of an object's key, or of a listing's encoded query
     */
    void holdPath(String text) {
        synchronized (change) {
            heldPath = text;
            holding = false;
        }
    }

    /** Waits until an answer is held. */
    boolean awaitHeld(BooleanSupplier goesOn) throws InterruptedException {
        return await(() -> holding, goesOn);
    }

    /** Lets a held answer go. */
    void release() {
        synchronized (change) {
            heldObject = Long.MAX_VALUE;
            heldPath = null;
            holding = false;
            change.notifyAll();
        }
    }

    /** From now on: cuts all connections and takes no new ones, or takes them again. */
    void refuse(boolean isRefusing) {
        refusing = isRefusing;
        if (isRefusing) {
            sockets.forEach(S3Gate::cut);
        }
    }

    private boolean await(BooleanSupplier condition, BooleanSupplier goesOn) throws InterruptedException {
        synchronized (change) {
            while (!condition.getAsBoolean()) {
                if (!goesOn.getAsBoolean()) {
                    return false;
                }
                change.wait(20);
            }
            return true;
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket program = door.accept();
                if (refusing) {
                    cut(program);
                    continue;
                }
                Socket s3 = new Socket(server.getHost(), server.getPort());
                program.setTcpNoDelay(true);
                s3.setTcpNoDelay(true);
                sockets.add(program);
                sockets.add(s3);
                Answers answers = new Answers(s3, program);
                start(() -> requests(program, s3, answers));
                start(answers);
            } catch (IOException e) {
                // the door was closed, or the server is gone: the program notices
            }
        }
    }

    /** A client sends a request only when it has read the answer to the one before: each read is one request. */
    private void requests(Socket program, Socket s3, Answers answers) {
        pass(program, s3, (bytes, length, out) -> {
            String line = new String(bytes, 0, Math.min(length, 2_000), StandardCharsets.ISO_8859_1);
            if (line.startsWith("GET ") || line.startsWith("HEAD ")) {
                synchronized (change) {
                    requests++;
                    String path = line.substring(0, line.indexOf('\r'));
                    if (path.contains(".csv ")) {
                        objects++;
                        answers.held = objects == heldObject;
                    }
                    if (heldPath != null && path.contains(heldPath)) {
                        heldPath = null;
                        answers.held = true;
                    }
                    change.notifyAll();
                }
            }
            out.write(bytes, 0, length);
        });
    }

    /** The way back of one connection. */
    private final class Answers implements Runnable {

        private final Socket s3;
        private final Socket program;
        private volatile boolean held;

        Answers(Socket s3, Socket program) {
            this.s3 = s3;
            this.program = program;
        }

        @Override
        public void run() {
            pass(s3, program, (bytes, length, out) -> {
                if (!held) {
                    out.write(bytes, 0, length);
                    return;
                }
                held = false;
                out.write(bytes, 0, length - HELD_BACK);
                out.flush();
                synchronized (change) {
                    holding = true;
                    change.notifyAll();
                    while (holding) {
                        change.wait();
                    }
                }
                out.write(bytes, length - HELD_BACK, HELD_BACK);
            });
        }
    }

    @FunctionalInterface
    private interface Passage {
        void pass(byte[] bytes, int length, OutputStream out) throws IOException, InterruptedException;
    }

    private void pass(Socket from, Socket to, Passage passage) {
        byte[] bytes = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                passage.pass(bytes, length, out);
                out.flush();
            }
        } catch (IOException e) {
            // one side was cut: the other one is cut below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut(from);
            cut(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "s3-gate");
        thread.setDaemon(true);
        thread.start();
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        release();
        sockets.forEach(S3Gate::cut);
    }
}
