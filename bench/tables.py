"""The tables of the generated feed: their columns as the schema files declare them, and how values are made.

One line per column: name, Redshift type, maker, and ?NN for NN % NULLs. Makers, see values.py: a star means that every
row has a value of its own, without it the value comes with its neighbours from a pool of some thousand rows. The special
ones: `key` and `org` belong together for the life of a row, `void` is the flag of the feed.
bi_factforms and bi_dimuser have the columns that Zenoti's own documentation lists for them.
"""

import dataclasses

FACT = "fact"
APPEND_ONLY = "append-only-fact"
DIMENSION = "dimension"


@dataclasses.dataclass(frozen=True)
class Column:
    name: str
    type: str
    maker: str
    nulls: int

    def duckdb_type(self):
        """The type of the column in the target: what a loader of the feed makes of the Redshift type."""
        if "VARCHAR" in self.type:
            return "VARCHAR"
        return {"FLOAT": "DOUBLE", "INT": "INTEGER"}.get(self.type, self.type)


@dataclasses.dataclass(frozen=True)
class Table:
    name: str  # as the schema file spells it
    kind: str
    share: float  # of the bytes of the feed
    parts: int  # files of the full load at least
    columns: list

    @property
    def key(self):
        return [column.name for column in self.columns if column.maker.startswith("key")]

    def ddl(self):
        columns = "\n      ,".join(f"{column.name} {column.type}" for column in self.columns)
        compound = "compound " if len(self.key) > 1 else ""
        key = ", ".join(self.key)
        return f"create table {self.name} (\n       {columns}\n)\n distkey({self.key[0]})\n {compound}sortkey({key})\n;\n"


def _table(name, kind, share, parts, lines):
    columns = []
    for line in lines.strip().splitlines():
        column, type_, maker, *nulls = line.split()
        columns.append(Column(column, type_, maker, int(nulls[0].lstrip("?")) if nulls else 0))
    return Table(name, kind, share, parts, columns)


TABLES = [
    _table("Bi_FactForms", FACT, 0.20, 1, """
        FormId VARCHAR(36) guid
        factformid DECIMAL(19,0) key
        GuestId VARCHAR(36) guid*
        TherapistId VARCHAR(36) guid ?10
        ReviewedBy VARCHAR(36) guid ?60
        AppointmentId VARCHAR(36) guid*
        CenterId VARCHAR(36) center
        Serviceid VARCHAR(36) guid
        ReviewedOn TIMESTAMP time ?60
        Submitteddate TIMESTAMP time*
        Startdate TIMESTAMP time
        Isformsubmitted INT flag
        Formtype INT int:6
        Formsource VARCHAR(64) word
        Fieldname VARCHAR(65535) words:3
        Value1 FLOAT float ?70
        Value2 TIMESTAMP time ?85
        Value3 BOOLEAN flag ?70
        Value4 VARCHAR(65535) note ?30
        DataTypeDesc VARCHAR(144) word
        Pointer INT int*:100000
        FormVoided BOOLEAN flag
        void BOOLEAN void
        ReviewNeeded BOOLEAN flag ?5
        FormAppointmentStatus INT int:5
        AppointmentNoShowOrCancel INT flag ?20
        isappointmentvoided BOOLEAN flag
        formexpirydate TIMESTAMP time ?80
        LastUpdatedDate TIMESTAMP time*
        ETLCreatedDate TIMESTAMP time
        PodName VARCHAR(20) pod
        OrganizationId VARCHAR(36) org
        IsV3Form BOOLEAN flag
        """),
    _table("Bi_FactInvoiceItem", FACT, 0.24, 1, """
        InvoiceItemPK DECIMAL(19,0) key
        InvoiceItemId VARCHAR(36) guid*
        InvoiceId VARCHAR(36) guid*
        InvoiceNo VARCHAR(64) code*
        ReceiptNo VARCHAR(64) code ?20
        GuestId VARCHAR(36) guid*
        CenterId VARCHAR(36) center
        EmployeeId VARCHAR(36) guid ?15
        ItemId VARCHAR(36) guid
        ItemType INT int:9
        ItemName NVARCHAR(1024) words:4
        ItemCode NVARCHAR(128) code
        CategoryName NVARCHAR(512) words:2 ?10
        SubCategoryName NVARCHAR(512) words:2 ?30
        SaleDate TIMESTAMP time*
        SaleDateUtc TIMESTAMP time
        ClosedOn TIMESTAMP time ?10
        RefundedOn TIMESTAMP time ?95
        Quantity INT int:5
        UnitPrice DECIMAL(19,4) money*
        ListPrice DECIMAL(19,4) money
        DiscountAmount DECIMAL(19,4) money ?50
        CampaignDiscount DECIMAL(19,4) money ?90
        MembershipDiscount DECIMAL(19,4) money ?80
        TaxAmount DECIMAL(19,4) money*
        Tax1 DECIMAL(19,4) money
        Tax2 DECIMAL(19,4) money ?50
        Tips DECIMAL(19,4) money ?60
        FinalPrice DECIMAL(19,4) money*
        CollectedAmount DECIMAL(19,4) money
        CostOfGoods DECIMAL(19,4) money ?70
        CommissionRate FLOAT float ?40
        CampaignId VARCHAR(36) guid ?90
        PromotionCode NVARCHAR(128) code ?90
        PackageId VARCHAR(36) guid ?85
        MembershipId VARCHAR(36) guid ?85
        GiftCardId VARCHAR(36) guid ?95
        IsRefunded BOOLEAN flag
        IsRedo BOOLEAN flag ?90
        IsComplimentary BOOLEAN flag
        PaymentStatus INT int:4
        InvoiceStatus INT int:7
        SaleSource NVARCHAR(64) word
        Comments NVARCHAR(8000) note ?70
        CreatedBy VARCHAR(36) guid
        CreatedOn TIMESTAMP time
        LastUpdatedBy VARCHAR(36) guid ?10
        LastUpdatedOn TIMESTAMP time*
        ETLCreatedDate TIMESTAMP time
        PodName VARCHAR(20) pod
        OrganizationId VARCHAR(36) org
        Void BOOLEAN void
        """),
    _table("Bi_FactAppointment", FACT, 0.17, 2, """
        AppointmentPK DECIMAL(19,0) key
        AppointmentId VARCHAR(36) guid*
        AppointmentGroupId VARCHAR(36) guid*
        GuestId VARCHAR(36) guid*
        CenterId VARCHAR(36) center
        TherapistId VARCHAR(36) guid
        RequestedTherapistId VARCHAR(36) guid ?70
        ServiceId VARCHAR(36) guid
        ServiceName NVARCHAR(1024) words:3
        RoomId VARCHAR(36) guid ?20
        RoomName NVARCHAR(256) words:2 ?20
        EquipmentId VARCHAR(36) guid ?85
        StartTime TIMESTAMP time*
        EndTime TIMESTAMP time
        ActualStartTime TIMESTAMP time ?30
        ActualEndTime TIMESTAMP time ?30
        CheckinTime TIMESTAMP time ?40
        BookedOn TIMESTAMP time
        DurationInMinutes INT int*:240
        RecoveryMinutes INT int:30 ?20
        Status INT int:12
        Source INT int:8
        NoShow BOOLEAN flag
        CancelReason NVARCHAR(2048) words:5 ?85
        RebookedFrom VARCHAR(36) guid ?90
        IsOnline BOOLEAN flag
        Price DECIMAL(18,2) money:2
        Discount DECIMAL(18,2) money:2 ?70
        Utilization FLOAT float ?15
        Notes NVARCHAR(65535) note ?60
        CreatedBy VARCHAR(36) guid
        LastUpdatedOn TIMESTAMP time*
        ETLCreatedDate TIMESTAMP time
        void BOOLEAN void
        PodName VARCHAR(20) pod
        OrganizationId VARCHAR(36) org
        """),
    _table("Bi_FactCollections", FACT, 0.08, 2, """
        CollectionPK BIGINT key
        InvoiceId VARCHAR(36) guid*
        CenterId VARCHAR(36) center
        PaymentTypeId INT int:20
        PaymentType VARCHAR(128) word
        Amount DECIMAL(19,4) money*
        Tips DECIMAL(19,4) money ?50
        CollectedOn TIMESTAMP time*
        OrganizationId VARCHAR(36) org
        void BOOLEAN void
        """),
    _table("Bi_FactEmployeeTimePunch", FACT, 0.05, 1, """
        TimePunchPK BIGINT key
        EmployeeId VARCHAR(36) guid
        CenterId VARCHAR(36) center
        WorkDate DATE date
        CheckIn TIMESTAMP time*
        CheckOut TIMESTAMP time ?5
        BreakMinutes SMALLINT int:90
        OrganizationId VARCHAR(36) org
        void INT void
        """),
    _table("Bi_FactGiftCardRedemption", FACT, 0.04, 1, """
        GiftCardId VARCHAR(36) key:guid
        RedemptionNo INT key:line
        InvoiceId VARCHAR(36) guid*
        Amount DECIMAL(18,2) money*:2
        RedeemedOn TIMESTAMP time*
        CenterId VARCHAR(36) center
        void BOOLEAN void
        OrganizationId VARCHAR(36) org
        """),
    _table("Bi_DimUserMembership", FACT, 0.05, 1, """
        UserMembershipPK DECIMAL(19,0) key
        UserMembershipId VARCHAR(36) guid*
        UserId VARCHAR(36) guid*
        MembershipId VARCHAR(36) guid
        CenterId VARCHAR(36) center
        StartDate TIMESTAMP time
        ExpiryDate TIMESTAMP time ?20
        FreezeDate TIMESTAMP time ?90
        Status INT int:6
        RecurringAmount DECIMAL(18,2) money:2
        CreditBalance DECIMAL(18,2) money*:2
        Comments NVARCHAR(4000) note ?80
        void BOOLEAN void
        OrganizationId VARCHAR(36) org
        LastUpdatedOn TIMESTAMP time*
        """),
    _table("Bi_FactFeedbackV2", APPEND_ONLY, 0.05, 1, """
        FeedbackPK DECIMAL(19,0) key
        FeedbackId VARCHAR(36) guid*
        InvoiceId VARCHAR(36) guid*
        CenterId VARCHAR(36) center
        Question NVARCHAR(4000) words:7
        Rating INT int:5
        Answer NVARCHAR(65535) note ?25
        SubmittedOn TIMESTAMP time*
        void BOOLEAN void
        OrganizationId VARCHAR(36) org
        """),
    _table("Bi_DimUser", DIMENSION, 0.10, 3, """
        userid NVARCHAR(144) key:guid
        firstname NVARCHAR(160) name
        lastname NVARCHAR(256) name
        middlename NVARCHAR(128) name ?80
        address1 NVARCHAR(2048) address ?30
        address2 NVARCHAR(2048) words:2 ?80
        city NVARCHAR(128) city ?30
        StateOther NVARCHAR(128) word ?90
        ZipCode NVARCHAR(128) int:99999 ?30
        UserTypeID VARCHAR(36) guid
        UserTypeName NVARCHAR(128) word
        CreationDt TIMESTAMP time*
        CenterID VARCHAR(36) center
        Email NVARCHAR(256) email*
        homephone NVARCHAR(64) phone ?70
        mobilephone NVARCHAR(64) phone ?10
        workphone NVARCHAR(64) phone ?90
        username NVARCHAR(256) code* 
        usercode NVARCHAR(512) code
        lastlogin TIMESTAMP time ?40
        gender INT int:3
        dob TIMESTAMP day ?30
        preferredTherapist VARCHAR(36) guid ?85
        preferredRoom VARCHAR(36) guid ?95
        otherpreferences NVARCHAR(65535) note ?85
        referralsourceid VARCHAR(36) guid ?50
        roomno NVARCHAR(80) int:99 ?95
        referredby VARCHAR(36) guid ?90
        anniversarydate TIMESTAMP day ?90
        PreferedCenerId VARCHAR(36) center ?50
        registrationsource INT int:9
        customerapplogin INT flag ?50
        mobilecountrydname NVARCHAR(4096) word
        mobilecountrysname NVARCHAR(4096) word
        stateDispName NVARCHAR(4096) word ?30
        stateShortName NVARCHAR(4096) word ?30
        statecode NVARCHAR(40) word ?30
        CountryDName NVARCHAR(4096) word
        CountrySName NVARCHAR(4096) word
        ReceiveTransactionalSMS BOOLEAN flag
        ReceiveMarketingSMS BOOLEAN flag
        UserPK DECIMAL(19,0) number*
        UnSubscribeToTransactionalEmail BOOLEAN flag
        UnSubscribeToMarketingEmail BOOLEAN flag
        PasswordUpdatedOn TIMESTAMP time ?80
        ReceiveTransactionalEMail BOOLEAN flag
        ReceiveMarketingEMail BOOLEAN flag
        AcceptedTAndC INT flag ?10
        NationalityFK INT int:200 ?60
        DOB_IncompleteYear NVARCHAR(20) date ?90
        organizationid VARCHAR(36) org
        Void BOOLEAN void
        employeetags VARCHAR(MAX) words:3 ?95
        usertags VARCHAR(MAX) words:4 ?80
        JobName NVARCHAR(1020) words:2 ?90
        JobCode NVARCHAR(8000) code ?90
        GuestReferralSource NVARCHAR(1600) words:2 ?50
        EmailState INT int:4
        MandatoryBreakTimePerDay INT int:60 ?90
        PhoneCode INT int:300
        StartDate TIMESTAMP time ?90
        LastDate TIMESTAMP time ?95
        NoSaleComments VARCHAR(MAX) note ?95
        AdditionalField1 NVARCHAR(4096) words:2 ?90
        AdditionalField2 NVARCHAR(4096) words:2 ?95
        EmployeeCode NVARCHAR(512) code ?90
        RelationshipManager VARCHAR(36) guid ?90
        EtlLastUpdatedOn TIMESTAMP time*
        EtlLastUpdatedBy NVARCHAR(512) word
        Date1 TIMESTAMP time ?90
        Date2 TIMESTAMP time ?95
        PodName VARCHAR(20) pod
        CTEtlLastUpdatedOn TIMESTAMP time
        """),
    _table("Bi_DimItems", DIMENSION, 0.015, 1, """
        ItemPK BIGINT key
        ItemId VARCHAR(36) guid*
        ItemName NVARCHAR(1024) words:4
        ItemCode NVARCHAR(128) code*
        Description NVARCHAR(8000) note ?40
        ItemType INT int:9
        Price DECIMAL(19,4) money*
        IsActive BOOLEAN flag
        OrganizationId VARCHAR(36) org
        void BOOLEAN void
        EtlLastUpdatedOn TIMESTAMP time*
        """),
    _table("Bi_DimCampaign", DIMENSION, 0.004, 1, """
        CampaignId VARCHAR(36) key:guid
        CampaignName NVARCHAR(1024) words:3
        StartDate TIMESTAMP day
        EndDate TIMESTAMP day ?20
        Discount FLOAT float
        Terms NVARCHAR(65535) note ?20
        organizationid VARCHAR(36) org
        Void BOOLEAN void
        """),
    _table("Bi_DimCenter", DIMENSION, 0.001, 1, """
        CenterId VARCHAR(36) key:guid
        CenterName NVARCHAR(512) words:2
        City NVARCHAR(128) city
        Phone NVARCHAR(64) phone ?10
        OpenedOn TIMESTAMP day
        organizationid VARCHAR(36) org
        void BOOLEAN void
        """),
]


def many(count):
    """That many tables, as a feed of Zenoti has about 120: those above, and again with a number behind the name."""
    chosen = list(TABLES[:count])
    while len(chosen) < count:
        table = TABLES[len(chosen) % len(TABLES)]
        name = f"{table.name}{len(chosen) // len(TABLES) + 1}"
        # by its name a copy is no exception any more
        kind = DIMENSION if name.startswith("Bi_Dim") else FACT
        chosen.append(dataclasses.replace(table, name=name, kind=kind, share=table.share, parts=1))
    total = sum(table.share for table in chosen)
    return [dataclasses.replace(table, share=table.share / total) for table in chosen]
