namespace TokenGrains.ApiHost.Django.Views;

/// <summary>What Django's <c>SecurityMiddleware</c> and <c>XFrameOptionsMiddleware</c> add to every answer, and that none may be stored.</summary>
/// <remarks>Where a document may refer to and be opened from is said only of documents; JSON is none.</remarks>
internal static class DjangoHeaders
{
    public static void AddHardening(this IHeaderDictionary headers)
    {
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store"; // RFC 6749 section 5.1; Django leaves it to chance.
        headers.XContentTypeOptions = "nosniff";
    }

    public static void AddDocumentHardening(this IHeaderDictionary headers)
    {
        headers.AddHardening();
        headers.AddRedirectHardening();
    }

    /// <summary>Django redirects to the slash before it comes to the frame options.</summary>
    public static void AddRedirectHardening(this IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
