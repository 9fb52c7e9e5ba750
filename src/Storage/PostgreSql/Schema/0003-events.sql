-- Security events: rows are added and deleted, never changed. HappenedAt: Unix milliseconds.
CREATE TABLE SecurityEvents (
    Id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ServiceId varchar(150) NOT NULL,
    HappenedAt bigint NOT NULL,
    Kind varchar(64) NOT NULL,
    UserId bigint NULL,
    Session varchar(64) NULL,
    Cause varchar(64) NULL
);

-- For the list of one user.
CREATE INDEX ix_securityevents_user ON SecurityEvents (UserId, Id);

-- For the janitor and for lists of a period.
CREATE INDEX ix_securityevents_happenedat ON SecurityEvents (HappenedAt);
