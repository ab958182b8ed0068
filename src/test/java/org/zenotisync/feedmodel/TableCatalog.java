package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.feedmodel.RandomTable.KeySource;

/** The tables that a feed can have: all kinds, and every way to learn the key. */
final class TableCatalog {

    /** Both column lists are those of the feed documentation's sample code. */
    private static final String FORMS =
            """
            FormId VARCHAR(36), factformid DECIMAL(19,0), GuestId VARCHAR(36), TherapistId VARCHAR(36),
            ReviewedBy VARCHAR(36), AppointmentId VARCHAR(36), CenterId VARCHAR(36), Serviceid VARCHAR(36),
            ReviewedOn TIMESTAMP, Submitteddate TIMESTAMP, Startdate TIMESTAMP, Isformsubmitted INT,
            Formtype INT, Formsource VARCHAR(64), Fieldname VARCHAR(65535), Value1 FLOAT, Value2 TIMESTAMP,
            Value3 BOOLEAN, Value4 VARCHAR(65535), DataTypeDesc VARCHAR(144), Pointer INT, FormVoided BOOLEAN,
            void BOOLEAN, ReviewNeeded BOOLEAN, FormAppointmentStatus INT, AppointmentNoShowOrCancel INT,
            isappointmentvoided BOOLEAN, formexpirydate TIMESTAMP, LastUpdatedDate TIMESTAMP,
            ETLCreatedDate TIMESTAMP, PodName VARCHAR(20), OrganizationId VARCHAR(36), IsV3Form BOOLEAN
            """;

    private static final String USER =
            """
            userid NVARCHAR(144), firstname NVARCHAR(160), lastname NVARCHAR(256), middlename NVARCHAR(128),
            address1 NVARCHAR(2048), address2 NVARCHAR(2048), city NVARCHAR(128), StateOther NVARCHAR(128),
            ZipCode NVARCHAR(128), UserTypeID VARCHAR(36), UserTypeName NVARCHAR(128), CreationDt TIMESTAMP,
            CenterID VARCHAR(36), Email NVARCHAR(256), homephone NVARCHAR(64), mobilephone NVARCHAR(64),
            workphone NVARCHAR(64), username NVARCHAR(256), usercode NVARCHAR(512), lastlogin TIMESTAMP,
            gender INT, dob TIMESTAMP, preferredTherapist VARCHAR(36), preferredRoom VARCHAR(36),
            otherpreferences NVARCHAR(65535), referralsourceid VARCHAR(36), roomno NVARCHAR(80),
            referredby VARCHAR(36), anniversarydate TIMESTAMP, PreferedCenerId VARCHAR(36),
            registrationsource INT, customerapplogin INT, mobilecountrydname NVARCHAR(4096),
            mobilecountrysname NVARCHAR(4096), stateDispName NVARCHAR(4096), stateShortName NVARCHAR(4096),
            statecode NVARCHAR(40), CountryDName NVARCHAR(4096), CountrySName NVARCHAR(4096),
            ReceiveTransactionalSMS BOOLEAN, ReceiveMarketingSMS BOOLEAN, UserPK DECIMAL(19,0),
            UnSubscribeToTransactionalEmail BOOLEAN, UnSubscribeToMarketingEmail BOOLEAN,
            PasswordUpdatedOn TIMESTAMP, ReceiveTransactionalEMail BOOLEAN, ReceiveMarketingEMail BOOLEAN,
            AcceptedTAndC INT, NationalityFK INT, DOB_IncompleteYear NVARCHAR(20), organizationid VARCHAR(36),
            Void BOOLEAN, employeetags VARCHAR(MAX), usertags VARCHAR(MAX), JobName NVARCHAR(1020),
            JobCode NVARCHAR(8000), GuestReferralSource NVARCHAR(1600), EmailState INT,
            MandatoryBreakTimePerDay INT, PhoneCode INT, StartDate TIMESTAMP, LastDate TIMESTAMP,
            NoSaleComments VARCHAR(MAX), AdditionalField1 NVARCHAR(4096), AdditionalField2 NVARCHAR(4096),
            EmployeeCode NVARCHAR(512), RelationshipManager VARCHAR(36), EtlLastUpdatedOn TIMESTAMP,
            EtlLastUpdatedBy NVARCHAR(512), Date1 TIMESTAMP, Date2 TIMESTAMP, PodName VARCHAR(20),
            CTEtlLastUpdatedOn TIMESTAMP
            """;

    private TableCatalog() {}

    /** Six to ten tables; every kind is among them. */
    static List<RandomTable> pick(Dice dice) {
        List<RandomTable> tables = new ArrayList<>();
        tables.addAll(dice.shuffled(facts()).subList(0, dice.between(3, 5)));
        tables.addAll(dice.shuffled(appendOnlyFacts()).subList(0, dice.between(1, 2)));
        tables.addAll(dice.shuffled(dimensions()).subList(0, dice.between(2, 3)));
        return tables;
    }

    /** Four or five tables; every kind is among them. For several sources, which all have them. */
    static List<RandomTable> pickFew(Dice dice) {
        List<RandomTable> tables = new ArrayList<>();
        tables.addAll(dice.shuffled(facts()).subList(0, 2));
        tables.addAll(dice.shuffled(appendOnlyFacts()).subList(0, 1));
        tables.addAll(dice.shuffled(dimensions()).subList(0, dice.between(1, 2)));
        return tables;
    }

    private static List<RandomTable> facts() {
        return List.of(
                bySortKey("Bi_FactForms", FORMS, "factformid"),
                bySortKey(
                        "Bi_FactInvoices",
                        """
                        InvoiceItemId VARCHAR(36), OrganizationId VARCHAR(36), void BOOLEAN, Order INT,
                        select VARCHAR(100), Price DECIMAL(18,4), Notes NVARCHAR(200), SaleDate TIMESTAMP
                        """,
                        "invoiceitemid"),
                bySortKey(
                        "Bi_FactAppointments",
                        """
                        void BOOLEAN, AppointmentPk INT, OrganizationId VARCHAR(36), AppointmentDate DATE,
                        NoShow BOOLEAN, Minutes SMALLINT, Notes VARCHAR(MAX)""",
                        "appointmentpk"),
                bySortKey(
                        "Bi_FactEmployeeSchedule",
                        """
                        EmployeeId VARCHAR(36), SlotStart TIMESTAMP, OrganizationId VARCHAR(36), Status NVARCHAR(40),
                        Hours DOUBLE PRECISION, void BOOLEAN""",
                        "employeeid",
                        "slotstart"),
                byDeclaration(
                        "Bi_FactPayments",
                        """
                        CenterId VARCHAR(36), PaymentId DECIMAL(19,0), OrganizationId VARCHAR(36), Amount DECIMAL(18,4),
                        group VARCHAR(20), void BOOLEAN""",
                        "paymentid"),
                byConfiguration(
                        "Bi_FactGiftCards",
                        """
                        CenterId VARCHAR(36), GiftCardPk DECIMAL(19,0), OrganizationId VARCHAR(36),
                        Balance DECIMAL(18,4), void BOOLEAN, Comments NVARCHAR(500)""",
                        "giftcardpk"),
                byDocumentation(
                        "Bi_FactTipsPayout",
                        """
                        CenterId VARCHAR(36), FactTipsPOId DECIMAL(19,0), OrganizationId VARCHAR(36), void BOOLEAN,
                        TotalTip FLOAT, SaleDate DATE""",
                        "facttipspoid"),
                bySortKey(
                        "Bi_FactRoomUsage",
                        """
                        UsagePk BIGINT, CenterId VARCHAR(36), Load REAL, void BOOLEAN, Notes VARCHAR(64)""",
                        "usagepk"),
                bySortKey(
                        "Bi_DimUserMembership",
                        """
                        UserMembershipPk BIGINT, UserId VARCHAR(36), OrganizationId VARCHAR(36), Void BOOLEAN,
                        MembershipName NVARCHAR(256), Price DECIMAL(18,4), ExpiryDate TIMESTAMP
                        """,
                        "usermembershippk"));
    }

    private static List<RandomTable> appendOnlyFacts() {
        return List.of(
                appendOnly(
                        "Bi_FactFeedbackV2",
                        """
                        FeedbackId VARCHAR(36), CenterId VARCHAR(36), OrganizationId VARCHAR(36), Rating FLOAT,
                        Comments NVARCHAR(65535), void BOOLEAN, CreatedOn TIMESTAMP"""),
                appendOnly(
                        "Bi_FactItemCommissionDeductions",
                        """
                        DeductionId DECIMAL(19,0), CenterId VARCHAR(36), Amount DECIMAL(18,4), void BOOLEAN,
                        from VARCHAR(40)"""));
    }

    private static List<RandomTable> dimensions() {
        return List.of(
                bySortKey("Bi_DimUser", USER, "userid"),
                bySortKey(
                        "Bi_DimItems",
                        """
                        ItemPk DECIMAL(19,0), ItemName NVARCHAR(100), Order INT, desc NVARCHAR(400),
                        Price DECIMAL(18,4), OrganizationId VARCHAR(36), Void BOOLEAN""",
                        "itempk"),
                byDeclaration(
                        "Bi_DimCenter",
                        """
                        ZoneId VARCHAR(36), CenterId VARCHAR(36), CenterName NVARCHAR(128), Opened DATE,
                        user NVARCHAR(60), Void BOOLEAN, OrganizationId VARCHAR(36)""",
                        "centerid"),
                bySortKey(
                        "Bi_DimCampaign",
                        """
                        CampaignId INT, CampaignName VARCHAR(50), Budget DOUBLE PRECISION, StartsOn TIMESTAMP
                        """,
                        "campaignid"),
                bySortKey(
                        "Bi_DimUtcToCenterTime",
                        """
                        CenterId VARCHAR(36), YearNo INT, OffsetMinutes SMALLINT, ZoneName VARCHAR(60), Void BOOLEAN""",
                        "centerid",
                        "yearno"),
                byConfiguration(
                        "Bi_DimCustomForms",
                        """
                        CenterId VARCHAR(36), FormPk BIGINT, Title NVARCHAR(300), table NVARCHAR(30), Void BOOLEAN
                        """,
                        "formpk"));
    }

    private static RandomTable bySortKey(String name, String columns, String... key) {
        String tail = " distkey(" + key[0] + ")\n" + (key.length > 1 ? " compound" : "") + " sortkey("
                + String.join(", ", key) + ")";
        return new RandomTable(name, columns, KeySource.SORTKEY, List.of(key), tail);
    }

    /** The sortkey is not the key here: many rows share it. */
    private static RandomTable byDeclaration(String name, String columns, String key) {
        return new RandomTable(name, columns, KeySource.PRIMARY_KEY, List.of(key), sortedByFirstColumn(columns));
    }

    private static RandomTable byDocumentation(String name, String columns, String key) {
        return new RandomTable(name, columns, KeySource.DOCUMENTATION, List.of(key), sortedByFirstColumn(columns));
    }

    private static RandomTable byConfiguration(String name, String columns, String key) {
        return new RandomTable(name, columns, KeySource.CONFIGURATION, List.of(key), sortedByFirstColumn(columns));
    }

    /** Nothing is deleted or updated by a key, so nobody has to prove that the sortkey is one. */
    private static RandomTable appendOnly(String name, String columns) {
        return new RandomTable(name, columns, KeySource.NONE, List.of(), " distkey(centerid)\n sortkey(centerid)");
    }

    private static String sortedByFirstColumn(String columns) {
        return " sortkey(" + columns.substring(0, columns.indexOf(' ')) + ")";
    }
}
