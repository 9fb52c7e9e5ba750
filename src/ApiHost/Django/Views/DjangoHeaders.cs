namespace TokenGrains.ApiHost.Django.Views;

/// <summary>What Django's <c>SecurityMiddleware</c> and <c>XFrameOptionsMiddleware</c> add to every answer.</summary>
internal static class DjangoHeaders
{
    public static void AddHardening(this IHeaderDictionary headers)
    {
        headers.XFrameOptions = "DENY";
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
