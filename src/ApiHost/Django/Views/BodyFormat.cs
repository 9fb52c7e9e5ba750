namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>JSONParser</c>, <c>FormParser</c> and <c>MultiPartParser</c>.</summary>
internal enum BodyFormat
{
    Json,
    Form,
    Multipart,
}

internal static class BodyFormatMediaTypes
{
    public static string MediaType(this BodyFormat format) => format switch
    {
        BodyFormat.Json => Views.MediaType.Json,
        BodyFormat.Form => Views.MediaType.Form,
        _ => Views.MediaType.Multipart,
    };
}
