using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>What the admin face says when it says no (RFC 9457).</summary>
internal static class AdminProblems
{
    public static IResult UnknownUser() =>
        TypedResults.Problem("There is no such user.", statusCode: StatusCodes.Status404NotFound);

    public static IResult NameTaken() =>
        TypedResults.Problem("A user with that username already exists.", statusCode: StatusCodes.Status409Conflict);

    public static IResult NameMissing() =>
        TypedResults.Problem("Give the name to look for, as ?username=NAME.", statusCode: StatusCodes.Status400BadRequest);

    public static IResult InvalidBatch() => TypedResults.Problem(
        $"Give up to {IImportGrain.LargestBatch} rows, each a line of JSON.", statusCode: StatusCodes.Status400BadRequest);

    public static IResult InvalidName() => Invalid(
        "username", $"Give 1 to {Username.MaximumLength} characters: letters, numbers, and @/./+/-/_.");

    public static IResult InvalidPassword(string field = "password") => Invalid(field, "Give at least one character, without null characters and lone surrogates.");

    public static IResult PasswordRefused(PasswordFault fault, string field = "password") => Invalid(field, fault switch
    {
        PasswordFault.TooShort => "The password is too short: 8 characters at least.",
        PasswordFault.TooLong => "The password is too long: 256 characters at most.",
        PasswordFault.TooCommon => "The password is too common.",
        _ => "The password is the username.",
    });

    /// <summary>False if the text is empty, has no UTF-8, or holds a null character, which no sign-in of the Django face takes.</summary>
    public static bool IsText(string text)
    {
        var isUnicode = true;
        for (var rest = text.AsSpan(); !rest.IsEmpty && isUnicode;)
        {
            isUnicode = Rune.DecodeFromUtf16(rest, out _, out var consumed) is System.Buffers.OperationStatus.Done;
            rest = rest[consumed..];
        }

        return text.Length > 0 && isUnicode && !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>What is wrong with one member of the body.</summary>
    public static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}
