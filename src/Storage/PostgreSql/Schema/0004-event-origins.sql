-- Whose doing an event was, and the IP address that it was asked from; with room for the scope of an IPv6 address.
ALTER TABLE SecurityEvents ADD COLUMN Actor bigint NULL;
ALTER TABLE SecurityEvents ADD COLUMN Address varchar(64) NULL;
