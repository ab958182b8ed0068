package org.zenotisync.routes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small feed: one table of each kind, in {@code POD1} and {@code POD2}. Every group adds rows, and deletes or changes
 * one of the group before it. All keys of a POD begin with its number, and its organization has the name of the POD.
 */
public final class SmallFeed {

    public static final String FACT = "bi_factinvoices";
    public static final String APPEND_ONLY_FACT = "bi_factfeedbackv2";
    public static final String DIMENSION = "bi_dimuser";
    public static final List<String> TABLES = List.of(FACT, APPEND_ONLY_FACT, DIMENSION);
    public static final List<String> PODS = List.of("POD1", "POD2");

    private SmallFeed() {}

    /** The schema scripts. */
    public static Map<String, byte[]> schema() {
        return objects(Map.of(
                "SchemaFull/Bi_FactInvoices.txt",
                "create table Bi_FactInvoices (invoiceid BIGINT, amount DECIMAL(19,4), void BOOLEAN,"
                        + " organizationid VARCHAR(36)) sortkey(invoiceid);",
                "SchemaFull/Bi_FactFeedbackV2.txt",
                "create table Bi_FactFeedbackV2 (feedbackid BIGINT, rating INTEGER, void BOOLEAN,"
                        + " organizationid VARCHAR(36)) sortkey(feedbackid);",
                "SchemaFull/Bi_DimUser.txt",
                "create table Bi_DimUser (userid VARCHAR(36), name VARCHAR(100), void BOOLEAN,"
                        + " organizationid VARCHAR(36)) sortkey(userid);"));
    }

    /** Groups of both PODs with all tables. */
    public static Map<String, byte[]> groups(int first, int last) {
        Map<String, String> texts = new TreeMap<>();
        for (int pod = 1; pod <= PODS.size(); pod++) {
            for (int group = first; group <= last; group++) {
                texts.put(key("POD" + pod, group, FACT), invoices(pod, group));
                texts.put(key("POD" + pod, group, APPEND_ONLY_FACT), feedback(pod, group));
                texts.put(key("POD" + pod, group, DIMENSION), users(pod, group));
            }
        }
        return objects(texts);
    }

    /** The key of the one object of a table group. */
    public static String key(String pod, int group, String table) {
        return pod + "/" + group + "/" + table + "/" + group + "/part_0.csv";
    }

    /** Makes objects from texts. */
    public static Map<String, byte[]> objects(Map<String, String> texts) {
        Map<String, byte[]> objects = new TreeMap<>();
        texts.forEach((key, text) -> objects.put(key, text.getBytes(StandardCharsets.UTF_8)));
        return objects;
    }

    private static String invoices(int pod, int group) {
        int id = 1000 * pod + 10 * group;
        return "invoiceid,amount,void,organizationid\n"
                + (id - 9) + ",1.5,1,POD" + pod + "\n"
                + (id + 1) + ",1.5,0,POD" + pod + "\n"
                + (id + 2) + ",2.25,0,POD" + pod + "\n";
    }

    private static String feedback(int pod, int group) {
        int id = 1000 * pod + 10 * group;
        return "feedbackid,rating,void,organizationid\n"
                + (id + 1) + ",5,0,POD" + pod + "\n"
                + (id + 2) + ",1,1,POD" + pod + "\n";
    }

    private static String users(int pod, int group) {
        return "userid,name,void,organizationid\n"
                + pod + "-" + (group - 1) + ",changed by " + group + ",0,POD" + pod + "\n"
                + pod + "-" + group + ",came with " + group + ",0,POD" + pod + "\n";
    }
}
