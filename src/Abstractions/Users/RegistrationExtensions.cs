namespace TokenGrains.Users;

/// <summary>Registers accounts under ids of their own.</summary>
public static class RegistrationExtensions
{
    private const int Attempts = 3;

    /// <summary>
    /// Makes an account under a fresh random id. <see cref="RegisterResult.IdTaken"/> comes back only if several random ids in
    /// a row were taken, which tells of a broken source of random numbers.
    /// </summary>
    public static async Task<RegisterResult> Register(
        this IGrainFactory grains, Username name, string password, bool isActive = true, bool isStaff = false, bool signsIn = false,
        bool getsToken = false, Sessions.ClientInfo? client = null)
    {
        RegisterResult result = new RegisterResult.IdTaken();
        for (var attempt = 0; attempt < Attempts && result is RegisterResult.IdTaken; attempt++)
        {
            var registration = new Registration(UserId.Create(), name, password, isActive, isStaff, signsIn, getsToken, client);
            result = await grains.Username(name).Register(registration);
        }

        return result;
    }
}
