namespace TokenGrains.ApiHost.Django.Views;

/// <summary>How DRF compares media types: by both halves, either of which may be <c>*</c>, and never by parameters.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Multipart = "multipart/form-data";

    /// <summary>Compares with <paramref name="range"/>, lower case, which may be anything a client sends: <c>*/*</c>, <c>text/*</c>, <c>foo</c>.</summary>
    public static bool Matches(string mediaType, string range)
    {
        var (type, subtype) = Split(mediaType);
        var (rangeType, rangeSubtype) = Split(range);
        return (rangeType is "*" || rangeType.SequenceEqual(type)) && (rangeSubtype is "*" || rangeSubtype.SequenceEqual(subtype));
    }

    /// <returns>3 for a range with parameters, 2 for a full media type, 1 for <c>text/*</c>, 0 for <c>*/*</c>.</returns>
    public static int Precedence(HeaderValue range)
    {
        var (type, subtype) = Split(range.Value);
        return type is "*" ? 0 : subtype is "*" ? 1 : range.HasParameters ? 3 : 2;
    }

    private static Halves Split(ReadOnlySpan<char> mediaType)
    {
        var slash = mediaType.IndexOf('/');
        return slash < 0 ? new(mediaType, default) : new(mediaType[..slash], mediaType[(slash + 1)..]);
    }

    private readonly ref struct Halves(ReadOnlySpan<char> type, ReadOnlySpan<char> subtype)
    {
        private readonly ReadOnlySpan<char> _type = type;
        private readonly ReadOnlySpan<char> _subtype = subtype;

        public void Deconstruct(out ReadOnlySpan<char> type, out ReadOnlySpan<char> subtype)
        {
            type = _type;
            subtype = _subtype;
        }
    }
}
